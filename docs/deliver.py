#!/usr/bin/env python3
"""Delivery of Redoubt, version 1, from DELIVERY.md alone: the owner's side, and the recipient of results.

deliver.py check OFFER PLATFORM.pem PURPOSE [--nonce HEX] [--allow-development]
deliver.py seal OFFER PLATFORM.pem PURPOSE DATA ENVELOPE --signer HEX | --measurement HEX [the same]
deliver.py new-key PRIVATE                       makes a recipient's key, and prints its public half
deliver.py open PRIVATE PURPOSE ENVELOPE         prints what is in an envelope

Needs the package cryptography, 38 or newer. The envelopes of a key should be opened once: `open` does not remember them.
"""
import argparse, hashlib, hmac, os, struct, sys

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PROFILE = "urn:uuid:6f0f1e0c-9a3b-4c55-8a6e-5d2f9c7b1e40"
BYTES = {10: 64, 256: 17, -70001: 32, -70002: 32, -70003: 16, -70004: 16}
NUMBERS = {6: 1 << 63, 263: 3, -70005: 1 << 16, -70006: 1 << 32, -70007: 3, -70008: 3}
NAMES = {
    6: "issued at", 10: "report data", 256: "platform", 263: "debug status", -70001: "measurement",
    -70002: "signer", -70003: "product", -70004: "family", -70005: "security version", -70006: "image version",
    -70007: "isolation", -70008: "memory", -70009: "mode",
}


class Refusal(Exception):
    """Why something is not believed, or does not open."""


def require(condition, reason):
    if not condition:
        raise Refusal(reason)


# What is bound, and where.


def report_data(public_key, purpose, nonce):
    counted = lambda data: struct.pack("<H", len(data)) + data
    return hashlib.sha512(b"redoubt delivery key v1" + counted(purpose) + counted(nonce) + public_key).digest()


def digest(data):
    return hashlib.sha256(data).digest()[:16]


def read_offer(offer):
    """Public key, purpose, nonce and evidence."""
    require(offer[:4] == b"RDOF" and len(offer) >= 44, "no offer")
    version, proof_kind, purpose, nonce, proof = struct.unpack("<BBHHH", offer[4:12])
    require(version == 1, "an offer of another version")
    require(proof_kind == 2, "the offer carries no evidence: its host has to get that from the platform first")
    require(1 <= purpose <= 256 and (nonce == 0 or 8 <= nonce <= 64) and 1 <= proof <= 16384, "a length is none")
    require(len(offer) == 44 + purpose + nonce + proof, "the offer was cut off or extended")
    rest = offer[44:]
    return offer[12:44], rest[:purpose], rest[purpose : purpose + nonce], rest[purpose + nonce :]


# Evidence: CBOR (RFC 8949) in its one form, COSE_Sign1 (RFC 9052), EAT (RFC 9711).


def head(kind, value):
    if value < 24:
        return bytes([kind << 5 | value])
    size = next(size for size in (1, 2, 4, 8) if value < 1 << 8 * size)
    return bytes([kind << 5 | {1: 24, 2: 25, 4: 26, 8: 27}[size]]) + value.to_bytes(size, "big")


def byte_string(data):
    return head(2, len(data)) + data


def read_item(data, start, kinds=(0, 1, 2, 3)):
    """A number, byte string or text, or how many claims a map has; and where it ends."""
    require(start < len(data), "evidence was cut off")
    kind, low = data[start] >> 5, data[start] & 31
    require(low < 28 and kind in kinds, "evidence has a form that it cannot have")
    end = start + 1 + (0 if low < 24 else 1 << low - 24)
    value = low if low < 24 else int.from_bytes(data[start + 1 : end], "big")
    require(end <= len(data) and data[start:end] == head(kind, value), "evidence is not in its shortest form")
    if kind in (2, 3):
        require(value <= len(data) - end, "evidence was cut off")
        text = data[end : end + value]
        return (text if kind == 2 else text.decode("ascii", "replace")), end + value
    return (-1 - value if kind == 1 else value), end


def read_claims(payload):
    count, end = read_item(payload, 0, kinds=(5,))
    claims = {}
    for _ in range(count):
        name, end = read_item(payload, end, kinds=(0, 1))
        require(name not in claims, "a claim is there twice")
        claims[name], end = read_item(payload, end)
    require(end == len(payload), "bytes follow the claims")
    return claims


def verify_evidence(evidence, platform_key):
    """The claims, if the platform has signed them."""
    public = platform_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    protected = head(5, 2) + b"\x01\x26\x04" + byte_string(hashlib.sha256(public).digest()[:8])
    start = head(6, 18) + head(4, 4) + byte_string(protected) + head(5, 0)
    require(evidence.startswith(start), "the evidence names another platform's key, or another algorithm")
    payload, end = read_item(evidence, len(start), kinds=(2,))
    signature, end = read_item(evidence, end, kinds=(2,))
    require(len(signature) == 64 and end == len(evidence), "no signed message")
    signed = head(4, 4) + head(3, 10) + b"Signature1" + byte_string(protected) + byte_string(b"") + byte_string(payload)
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    try:
        platform_key.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Refusal("the evidence is not signed with the platform's key") from None
    claims = read_claims(payload)
    require(claims.pop(265, None) == PROFILE, "the claims are of another profile")
    require(claims.keys() == NAMES.keys(), "a claim is missing, or one too many")
    for claim, count in BYTES.items():
        require(isinstance(claims[claim], bytes) and len(claims[claim]) == count, f"claim {claim} is malformed")
    for claim, limit in NUMBERS.items():
        require(isinstance(claims[claim], int) and 0 <= claims[claim] < limit, f"claim {claim} is malformed")
    require(claims[256][0] == 1 and claims[263] != 1 and claims[-70007] and claims[-70008]
            and claims[-70009] in ("service", "DEVELOPMENT"), "a claim has a value that it cannot have")
    return claims


def check_offer(offer, platform_key, purpose, nonce=b"", allow_development=False):
    """The public key and the claims of an offer that is what the owner asked for."""
    public_key, offered_purpose, offered_nonce, evidence = read_offer(offer)
    claims = verify_evidence(evidence, platform_key)
    require(offered_purpose == purpose, "the offer is for another purpose")
    require(not nonce or offered_nonce == nonce, "the offer has another nonce: it was made before, or for others")
    require(claims[10] == report_data(public_key, offered_purpose, offered_nonce), "the evidence is of another key")
    require(claims[263] == 2, "the enclave runs under debug")
    require(claims[-70009] == "service" or allow_development, "the platform is in the DEVELOPMENT mode")
    return public_key, claims


# Envelopes: HPKE (RFC 9180) in base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.


def extract(suite, salt, label, secret):
    return hmac.digest(salt, b"HPKE-v1" + suite + label + secret, "sha256")


def expand(suite, secret, label, info, count):
    info = struct.pack(">H", count) + b"HPKE-v1" + suite + label + info
    return hmac.digest(secret, info + b"\x01", "sha256")[:count]


def hpke(agreed, encapsulated, public_key, info):
    """The key and the nonce of the first message."""
    suite = b"KEM\x00\x20"
    secret = extract(suite, b"", b"eae_prk", agreed)
    shared = expand(suite, secret, b"shared_secret", encapsulated + public_key, 32)
    suite = b"HPKE\x00\x20\x00\x01\x00\x02"
    context = b"\x00" + extract(suite, b"", b"psk_id_hash", b"") + extract(suite, b"", b"info_hash", info)
    secret = extract(suite, shared, b"secret", b"")
    return expand(suite, secret, b"key", context, 32), expand(suite, secret, b"base_nonce", context, 12)


def envelope_info(public_key, purpose):
    return b"redoubt envelope v1" + report_data(public_key, purpose, b"")


def raw(public_key):
    return public_key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def seal(content, public_key, purpose, identifier=None, ephemeral=None):
    """An envelope; id and ephemeral key are random but for test vectors."""
    ephemeral = ephemeral or X25519PrivateKey.generate()
    encapsulated = raw(ephemeral.public_key())
    agreed = ephemeral.exchange(X25519PublicKey.from_public_bytes(public_key))
    key, nonce = hpke(agreed, encapsulated, public_key, envelope_info(public_key, purpose))
    header = b"RDEV\x01\x00\x00\x00" + (identifier or os.urandom(16)) + digest(purpose) + digest(public_key) + encapsulated
    return header + AESGCM(key).encrypt(nonce, content, header)


def unseal(envelope, private_key, purpose):
    public_key, header = raw(private_key.public_key()), envelope[:88]
    require(len(envelope) >= 104 and header[:8] == b"RDEV\x01\x00\x00\x00", "no envelope of version 1")
    require(header[24:40] == digest(purpose), "sealed for another purpose")
    require(header[40:56] == digest(public_key), "sealed for another key")
    try:
        agreed = private_key.exchange(X25519PublicKey.from_public_bytes(header[56:]))
        key, nonce = hpke(agreed, header[56:], public_key, envelope_info(public_key, purpose))
        return AESGCM(key).decrypt(nonce, envelope[88:], header)
    except (InvalidTag, ValueError):
        raise Refusal("the envelope was changed after it was sealed") from None


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data, mode=0o644):
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def platform_key(path):
    try:
        key = serialization.load_pem_public_key(read(path))
    except ValueError:
        key = None
    require(isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1),
            f"{path} is no key of a platform: give what `redoubt platform key` prints")
    return key


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("check", "seal"):
        command = verbs.add_parser(verb)
        for name in ("offer", "platform", "purpose") + (("data", "envelope") if verb == "seal" else ()):
            command.add_argument(name)
        command.add_argument("--nonce", type=bytes.fromhex, default=b"")
        command.add_argument("--allow-development", action="store_true")
        for name in ("--signer", "--measurement"):
            command.add_argument(name, type=bytes.fromhex)
    verbs.add_parser("new-key").add_argument("private")
    command = verbs.add_parser("open")
    for name in ("private", "purpose", "envelope"):
        command.add_argument(name)
    given = parser.parse_args()
    if given.verb == "seal" and not (given.signer or given.measurement):
        parser.error("say which enclave will do: --signer or --measurement, else anybody's would")
    return given


def main():
    given = arguments()
    if given.verb == "new-key":
        key = X25519PrivateKey.generate()
        encodings = serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        write(given.private, key.private_bytes(*encodings), 0o600)
        print(raw(key.public_key()).hex())
        return
    purpose = given.purpose.encode()
    if given.verb == "open":
        key = X25519PrivateKey.from_private_bytes(read(given.private))
        sys.stdout.buffer.write(unseal(read(given.envelope), key, purpose))
        return
    key = platform_key(given.platform)
    public_key, claims = check_offer(read(given.offer), key, purpose, given.nonce, given.allow_development)
    require(given.signer in (None, claims[-70002]), "another signer")
    require(given.measurement in (None, claims[-70001]), "another measurement")
    for claim, name in NAMES.items():
        value = claims[claim]
        print(f"{name}: {value.hex() if isinstance(value, bytes) else value}")
    print(f"key: {public_key.hex()}")
    if given.verb == "seal":
        write(given.envelope, seal(read(given.data), public_key, purpose))


if __name__ == "__main__":
    try:
        main()
    except (Refusal, OSError, ValueError) as refusal:
        sys.exit(f"refused: {refusal}")
