#!/usr/bin/env python3
"""Computes delivery.json, from docs/DELIVERY.md and with docs/deliver.py: make_vectors.py > delivery.json

What is secret or random in practice is counted up here, so that the same comes out each time. The signature, which
libraries make with a random number, is made with one of these too.
"""
import hashlib, hmac, json, os, struct, sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../../docs"))
sys.dont_write_bytecode = True
import deliver

# P-256, of FIPS 186-4.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def made(text, count=32):
    return hashlib.sha256(text.encode()).digest()[:count]


def sign(message, scalar, nonce):
    """ECDSA with a known nonce: for vectors alone."""
    r = ec.derive_private_key(nonce, ec.SECP256R1()).public_key().public_numbers().x % ORDER
    s = pow(nonce, -1, ORDER) * (int.from_bytes(hashlib.sha256(message).digest(), "big") + r * scalar) % ORDER
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def report(root, who, data):
    body = struct.pack(
        "<4sBBBBBBHI16s32s32s16s16s64s", b"RDRP", 1, who["debug"], who["isolation"], who["memory"], who["mode"], 0,
        who["version"], who["image_version"], who["platform"], who["measurement"], who["signer"], who["product"],
        who["family"], data)
    key = hmac.digest(
        root, b"redoubt report key v1" + who["measurement"] + who["signer"] + who["product"] + who["family"]
        + struct.pack("<HIB", who["version"], who["image_version"], who["debug"]), "sha256")
    return body + hmac.digest(key, body, "sha256")


def cbor(value):
    if isinstance(value, int):
        return deliver.head(0, value) if value >= 0 else deliver.head(1, -1 - value)
    if isinstance(value, bytes):
        return deliver.head(2, len(value)) + value
    return deliver.head(3, len(value)) + value.encode()


def evidence(root, who, data, time):
    scalar = int.from_bytes(hmac.digest(root, b"redoubt evidence key v1\x00", "sha256"), "big")
    assert 1 <= scalar < ORDER
    public = ec.derive_private_key(scalar, ec.SECP256R1()).public_key()
    encoded = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    claims = {
        6: time, 10: data, 256: b"\x01" + who["platform"], 263: 0 if who["debug"] else 2, 265: deliver.PROFILE,
        -70001: who["measurement"], -70002: who["signer"], -70003: who["product"], -70004: who["family"],
        -70005: who["version"], -70006: who["image_version"], -70007: who["isolation"], -70008: who["memory"],
        -70009: "DEVELOPMENT" if who["mode"] == 1 else "service",
    }
    payload = deliver.head(5, len(claims)) + b"".join(cbor(name) + cbor(value) for name, value in claims.items())
    protected = deliver.head(5, 2) + cbor(1) + cbor(-7) + cbor(4) + cbor(hashlib.sha256(encoded).digest()[:8])
    signed = deliver.head(4, 4) + cbor("Signature1") + cbor(protected) + cbor(b"") + cbor(payload)
    nonce = int.from_bytes(made("signature nonce"), "big")
    message = deliver.head(6, 18) + deliver.head(4, 4) + cbor(protected) + deliver.head(5, 0) + cbor(payload)
    return encoded, message + cbor(sign(signed, scalar, nonce))


def offer(public_key, purpose, nonce, kind, proof):
    lengths = struct.pack("<HHH", len(purpose), len(nonce), len(proof))
    return b"RDOF\x01" + bytes([kind]) + lengths + public_key + purpose + nonce + proof


def vector(number, nonce, **changes):
    root, key = made(f"root {number}"), X25519PrivateKey.from_private_bytes(made(f"delivery key {number}"))
    who = {
        "measurement": made("measurement"), "signer": made("signer"), "product": made("product", 16),
        "family": made("family", 16), "platform": made("platform", 16), "version": 0x0305, "image_version": 0x01020304,
        "debug": 0, "isolation": 2, "memory": 2, "mode": 2,
    }
    who.update(changes)
    public_key, purpose, time = deliver.raw(key.public_key()), b"patients", 1_700_000_000 + number
    data = deliver.report_data(public_key, purpose, nonce)
    own_report = report(root, who, data)
    platform_key, proof = evidence(root, who, data, time)
    content = made(f"content {number}")[:number]
    ephemeral = X25519PrivateKey.from_private_bytes(made(f"ephemeral key {number}"))
    envelope = deliver.seal(content, public_key, purpose, made(f"id {number}", 16), ephemeral)
    values = {
        "root": root, "platform": who["platform"], "measurement": who["measurement"], "signer": who["signer"],
        "product": who["product"], "family": who["family"], "privateKey": made(f"delivery key {number}"),
        "publicKey": public_key, "nonce": nonce, "reportData": data, "report": own_report,
        "platformKey": platform_key, "evidence": proof,
        "reportOffer": offer(public_key, purpose, nonce, 1, own_report),
        "evidenceOffer": offer(public_key, purpose, nonce, 2, proof), "content": content, "envelope": envelope,
    }
    return {
        "purpose": purpose.decode(), "time": time, "securityVersion": who["version"],
        "imageVersion": who["image_version"], "isDebug": who["debug"] == 1, "isolation": who["isolation"],
        "memory": who["memory"], "mode": who["mode"],
        **{name: value.hex() for name, value in values.items()},
    }


def main():
    vectors = [
        vector(1, b""),
        vector(2, made("nonce", 8), isolation=1, memory=1, mode=1, version=0, image_version=0),
        vector(3, made("nonce") + made("more"), debug=1, version=0xFFFF, image_version=0xFFFFFFFF),
    ]
    print(json.dumps({"vectors": vectors}, indent=1))


if __name__ == "__main__":
    main()
