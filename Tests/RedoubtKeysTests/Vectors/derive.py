#!/usr/bin/env python3
"""Writes keys.json: what an enclave is given, computed from docs and header alone, without a line of Redoubt's code.

    python3 derive.py > keys.json
"""
import hashlib
import hmac
import json
import struct


def mac(key, message):
    return hmac.new(key, message, hashlib.sha256).digest()


def version_keys(base, version):
    """Own key, and for each digit the key of one less there (zeros for digit 0)."""
    above, older = base, b""
    for place in range(4):
        digit = version >> (12 - 4 * place) & 15
        chain = [mac(above, b"redoubt version digit v1" + bytes([place]))]  # of digit 15
        while len(chain) < 16:
            chain.append(mac(chain[-1], b"redoubt version step v1"))
        older += chain[15 - (digit - 1)] if digit else bytes(32)
        above = chain[15 - digit]
    return above + older


def keys(roots, platform, who):
    debug = bytes([who["debug"]])
    measurement, signer, product, family = (
        bytes.fromhex(who[name]) for name in ("measurement", "signer", "product", "family")
    )
    version = struct.pack("<H", who["securityVersion"])
    release = struct.pack("<I", who["imageVersion"])
    newest = roots[0][1]
    out = struct.pack("<I", len(roots)) + release + measurement + signer + product + family
    out += version + debug + bytes(5) + platform
    out += mac(
        newest,
        b"redoubt report key v1" + measurement + signer + product + family + version + release + debug,
    )
    for epoch, root in roots:
        def base(policy, fields):
            return mac(root, b"redoubt policy key v1" + bytes([policy]) + debug + fields)

        out += struct.pack("<II", epoch, 0) + base(1, measurement)
        for policy, fields in ((2, signer + product), (3, signer + family), (4, signer)):
            out += version_keys(base(policy, fields), who["securityVersion"])
    return out


def sample(label, count):
    return hashlib.shake_256(label.encode()).digest(count)


def main():
    cases = []
    for number, (epochs, version, release, debug) in enumerate(
        [
            ([1], 0, 0, 0),
            ([1], 0, 0, 1),
            ([1], 1, 7, 0),
            ([2, 1], 0x0010, 1, 0),
            ([7, 5, 4], 0x1A0F, 0xDEADBEEF, 0),
            ([0xFFFFFFFF], 0xFFFF, 0xFFFFFFFF, 1),
        ]
    ):
        name = f"case {number}"
        who = {
            "measurement": sample(name + " measurement", 32).hex(),
            "signer": sample(name + " signer", 32).hex(),
            "product": sample(name + " product", 16).hex(),
            "family": sample(name + " family", 16).hex(),
            "securityVersion": version,
            "imageVersion": release,
            "debug": bool(debug),
        }
        roots = [(epoch, sample(f"{name} root {epoch}", 32)) for epoch in epochs]
        platform = sample(name + " platform", 16)
        cases.append(
            {
                "epochs": epochs,
                "roots": [root.hex() for _, root in roots],
                "platform": platform.hex(),
                "identity": who,
                "keys": keys(roots, platform, who).hex(),
            }
        )
    print(json.dumps(cases, indent=1))


main()
