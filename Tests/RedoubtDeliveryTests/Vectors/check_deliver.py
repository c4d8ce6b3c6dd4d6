#!/usr/bin/env python3
"""Tries docs/deliver.py on delivery.json: all of it is accepted, and nothing that differs in a bit or a byte."""
import json, os, sys

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(FOLDER, "../../../docs"))
sys.dont_write_bytecode = True
import deliver


def changed(data):
    for index in range(len(data)):
        for bit in range(8):
            yield data[:index] + bytes([data[index] ^ 1 << bit]) + data[index + 1 :]
        yield data[:index]
    yield data + b"\x00"


def refusal(body):
    try:
        body()
    except deliver.Refusal as refused:
        return str(refused)
    return None


def main():
    refused = 0
    with open(os.path.join(FOLDER, "delivery.json"), encoding="utf-8") as file:
        vectors = json.load(file)["vectors"]
    for vector in vectors:
        get = lambda name: bytes.fromhex(vector[name])
        key, purpose = load_der_public_key(get("platformKey")), vector["purpose"].encode()
        check = lambda offer, development=True: deliver.check_offer(offer, key, purpose, get("nonce"), development)
        offer = get("evidenceOffer")
        if vector["isDebug"]:
            assert refusal(lambda: check(offer)) == "the enclave runs under debug"
        else:
            public_key, claims = check(offer)
            assert public_key == get("publicKey") and claims[-70001] == get("measurement")
            assert claims[-70005] == vector["securityVersion"] and claims[6] == vector["time"]
            assert (refusal(lambda: check(offer, False)) is None) == (vector["mode"] == 2)
        for other in changed(offer):
            assert refusal(lambda: check(other)), other.hex()
            refused += 1
        assert "no evidence" in refusal(lambda: check(get("reportOffer")))
        other_platform = load_der_public_key(bytes.fromhex(vectors[(vectors.index(vector) + 1) % 3]["platformKey"]))
        assert "another platform" in refusal(lambda: deliver.verify_evidence(get("evidence"), other_platform))

        private = X25519PrivateKey.from_private_bytes(get("privateKey"))
        assert deliver.unseal(get("envelope"), private, purpose) == get("content")
        assert refusal(lambda: deliver.unseal(get("envelope"), private, b"results")) == "sealed for another purpose"
        stranger = X25519PrivateKey.generate()
        assert refusal(lambda: deliver.unseal(get("envelope"), stranger, purpose)) == "sealed for another key"
        for other in changed(get("envelope")):
            assert refusal(lambda: deliver.unseal(other, private, purpose)), other.hex()
            refused += 1
    print(f"{len(vectors)} accepted, {refused} refused")


if __name__ == "__main__":
    main()
