#!/usr/bin/env python3
"""Writes the corpus of what is sealed and delivered, from the vectors and with the keys of Targets/MadeUpKeys.swift."""
import hashlib, json, os, struct, sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(FOLDER, "../Tests")
sys.path.insert(0, os.path.join(TESTS, "RedoubtSealingTests/Vectors"))
sys.dont_write_bytecode = True
from make_vectors import POLICIES, mac, made

WHO = {"measurement": b"\x01" * 32, "signer": b"\x02" * 32, "product": b"\x03" * 16, "family": b"\x04" * 16}
FIELDS = {"exactCode": ["measurement"], "sameImage": ["signer", "product"], "sameFamily": ["signer", "family"],
          "sameAuthor": ["signer"]}


def sealed(policy, content, context, epoch=2, version=0x12):
    """A blob of this version, or of the one below, whose keys are in the page."""
    page = bytes((index ^ epoch) & 255 for index in range(520))
    place = 8 + {"exactCode": 0, "sameImage": 32, "sameFamily": 192, "sameAuthor": 352}[policy]
    if version == 0x11:
        place += 4 * 32
    named = lambda field: WHO[field] if field in FIELDS[policy] else bytes(len(WHO[field]))
    key_id = made(f"{policy} {epoch} {version}", 16)
    header = struct.pack(
        "<4sBBBxIHxx16s32s16s16s32s16s12s", b"RDSB", 1, POLICIES[policy], 0, epoch,
        0 if policy == "exactCode" else version, b"\x05" * 16, named("signer"), named("product"), named("family"),
        named("measurement"), key_id, made("nonce", 12))
    key = mac(page[place : place + 32], b"redoubt sealing key v1" + key_id + b"\x01")
    digest = hashlib.sha256(struct.pack("<Q", len(context)) + context).digest()[:16]
    return header + AESGCM(key).encrypt(header[144:156], digest + content, header)


def index(generation, *keys):
    records = b"".join(struct.pack("<H", len(key)) + key + made(key.decode(), 16) for key in sorted(keys))
    return b"\x01" + made("store", 16) + struct.pack("<QI", generation, len(keys)) + records


def store(use, index, rest=b""):
    return bytes([use]) + struct.pack("<H", len(index)) + index + rest


def write(target, name, data):
    folder = os.path.join(FOLDER, "Corpus", target)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(data)


def main():
    for policy in POLICIES:
        write("sealed", policy, sealed(policy, policy.encode(), b"fuzz"))
        write("sealed", f"{policy}-old-epoch", sealed(policy, b"", b"fuzz", epoch=1))
    write("sealed", "older-version", sealed("sameAuthor", b"older", b"fuzz", version=0x11))
    write("sealed", "other-context", sealed("sameAuthor", b"other", b"another"))

    two = index(7, b"color", b"size")
    write("store", "empty", store(1, index(1)))
    write("store", "records-missing", store(1, two))
    write("store", "records-raw", store(1, two, sealed("sameImage", b"value", b"fuzz")))
    write("store", "records-replaced", store(3, two, b"value"))
    names = sorted(b"fuzz.record." + made(key, 16).hex().encode() for key in ("color", "size", "stranger"))
    write("store", "listing", store(5, two, b"\n".join(names)))
    write("store", "index-raw", store(0, sealed("sameImage", two, b"redoubt store index v1 fuzz")))

    with open(os.path.join(TESTS, "RedoubtSealingTests/Vectors/sealing.json"), encoding="utf-8") as file:
        for number, keys in enumerate(json.load(file)["sets"]):
            write("key-page", f"vector-{number}", bytes.fromhex(keys["keys"]))
    with open(os.path.join(TESTS, "RedoubtDeliveryTests/Vectors/delivery.json"), encoding="utf-8") as file:
        for number, vector in enumerate(json.load(file)["vectors"], 1):
            for target, name, label in [
                ("report", "report", "vector"), ("evidence", "evidence", "vector"), ("envelope", "envelope", "vector"),
                ("offer", "reportOffer", "report"), ("offer", "evidenceOffer", "evidence"),
            ]:
                write(target, f"{label}-{number}", bytes.fromhex(vector[name]))


if __name__ == "__main__":
    main()
