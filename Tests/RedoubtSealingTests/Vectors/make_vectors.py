#!/usr/bin/env python3
"""Computes sealing.json, from docs/SEALING.md alone: make_vectors.py > sealing.json

What is secret or random in practice is counted up here, so that the same comes out each time.
"""
import hashlib, hmac, json, struct

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

POLICIES = {"exactCode": 1, "sameImage": 2, "sameFamily": 3, "sameAuthor": 4}


def mac(key, message):
    return hmac.digest(key, message, "sha256")


def made(text, count=32):
    return hashlib.sha256(text.encode()).digest()[:count]


def base(root, policy, who):
    fields = {
        "exactCode": who["measurement"],
        "sameImage": who["signer"] + who["product"],
        "sameFamily": who["signer"] + who["family"],
        "sameAuthor": who["signer"],
    }[policy]
    head = b"redoubt policy key v1" + bytes([POLICIES[policy], who["debug"]])
    return mac(root, head + fields)


def digits(version):
    return [version >> 12 & 15, version >> 8 & 15, version >> 4 & 15, version & 15]


def digit_key(above, place, digit):
    key = mac(above, b"redoubt version digit v1" + bytes([place]))
    for _ in range(15 - digit):
        key = mac(key, b"redoubt version step v1")
    return key


def version_key(key, version):
    for place, digit in enumerate(digits(version)):
        key = digit_key(key, place, digit)
    return key


def version_keys(key, version):
    """struct redoubt_version_keys"""
    older = b""
    for place, digit in enumerate(digits(version)):
        older += digit_key(key, place, digit - 1) if digit else bytes(32)
        key = digit_key(key, place, digit)
    return key + older


def policy_key(roots, epoch, policy, who, version):
    key = base(roots[epoch], policy, who)
    return key if policy == "exactCode" else version_key(key, version)


def keys_struct(roots, who, platform):
    """struct redoubt_keys"""
    newest = max(roots)
    fixed = struct.pack(
        "<II32s32s16s16sHB5x16s", len(roots), who["image_version"], who["measurement"], who["signer"],
        who["product"], who["family"], who["version"], who["debug"], platform)
    report = mac(roots[newest], b"redoubt report key v1" + who["measurement"] + who["signer"] + who["product"]
                 + who["family"] + struct.pack("<HIB", who["version"], who["image_version"], who["debug"]))
    epochs = b""
    for epoch in sorted(roots, reverse=True):
        epochs += struct.pack("<II", epoch, 0) + base(roots[epoch], "exactCode", who)
        for policy in ["sameImage", "sameFamily", "sameAuthor"]:
            epochs += version_keys(base(roots[epoch], policy, who), who["version"])
    return fixed + report + epochs + bytes((16 - len(roots)) * 520)


def blob(roots, epoch, policy, who, version, platform, context, content, flags):
    key_id, nonce = made("key id", 16), made("nonce", 12)
    named = lambda field, *policies: who[field] if policy in policies else bytes(len(who[field]))
    header = struct.pack(
        "<4sBBBxIHxx16s32s16s16s32s16s12s", b"RDSB", 1, POLICIES[policy], flags, epoch,
        0 if policy == "exactCode" else version, platform,
        named("signer", "sameImage", "sameFamily", "sameAuthor"), named("product", "sameImage"),
        named("family", "sameFamily"), named("measurement", "exactCode"), key_id, nonce)
    key = mac(policy_key(roots, epoch, policy, who, version), b"redoubt sealing key v1" + key_id + b"\x01")
    digest = hashlib.sha256(struct.pack("<Q", len(context)) + context).digest()[:16]
    return header + AESGCM(key).encrypt(nonce, digest + content, header)


def main():
    roots = {epoch: made(f"root {epoch}") for epoch in [1, 2, 5]}
    platform = made("platform", 16)
    sets = []
    for version in [0, 1, 0x1000, 0x2F03, 0xFFFF]:
        for debug in [0, 1]:
            who = {
                "measurement": made("measurement"), "signer": made("signer"), "product": made("product", 16),
                "family": made("family", 16), "version": version, "image_version": 7, "debug": debug,
            }
            blobs = []
            older = sorted({0, 1, 0xFFF, 0x1000, 0x1FFF, 0x2EFF, 0x2F02, 0x2F03, 0xFFEF, version})
            for sealed in [old for old in older if old <= version]:
                for policy in POLICIES:
                    for epoch in roots if sealed == version else [5]:
                        if policy == "exactCode" and sealed != version:
                            continue
                        context, content = f"{policy} {sealed}".encode(), made(f"content {sealed}")[: sealed % 33]
                        blobs.append({
                            "policy": policy, "epoch": epoch, "version": sealed, "context": context.hex(),
                            "content": content.hex(),
                            "policyKey": policy_key(roots, epoch, policy, who, sealed).hex(),
                            "blob": blob(roots, epoch, policy, who, sealed, platform, context, content,
                                         debug | 2).hex(),
                        })
            sets.append({"version": version, "debug": debug == 1, "keys": keys_struct(roots, who, platform)
                         [: 160 + len(roots) * 520].hex(), "blobs": blobs})
    print(json.dumps({"sets": sets}, indent=1))


if __name__ == "__main__":
    main()
