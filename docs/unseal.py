#!/usr/bin/env python3
"""Opens a sealed blob of Redoubt, version 1, with the key of its policy: unseal.py BLOB KEY-HEX [CONTEXT] > CONTENT"""
import hashlib, hmac, struct, sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def unseal(blob, policy_key, context):
    header, sealed = blob[:156], blob[156:]
    magic, version, policy, flags, epoch, security_version = struct.unpack("<4sBBBxIH", header[:14])
    assert magic == b"RDSB" and version == 1 and 1 <= policy <= 4, "not a sealed blob of version 1"
    key_id, nonce = header[128:144], header[144:156]
    # HKDF-Expand (RFC 5869) to one block.
    key = hmac.digest(policy_key, b"redoubt sealing key v1" + key_id + b"\x01", "sha256")
    plaintext = AESGCM(key).decrypt(nonce, sealed, header)
    digest = hashlib.sha256(struct.pack("<Q", len(context)) + context).digest()[:16]
    assert hmac.compare_digest(plaintext[:16], digest), "sealed with another context"
    return plaintext[16:]


if __name__ == "__main__":
    context = sys.argv[3].encode() if len(sys.argv) > 3 else b""
    with open(sys.argv[1], "rb") as file:
        sys.stdout.buffer.write(unseal(file.read(), bytes.fromhex(sys.argv[2]), context))
