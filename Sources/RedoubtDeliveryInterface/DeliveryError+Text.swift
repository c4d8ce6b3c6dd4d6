// The enclave sends errors as numbers, and the host finds the words: they are no part of what is trusted.
#if !hasFeature(Embedded)
extension DeliveryError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .noKeys:
            "this enclave was launched without keys, so its platform cannot vouch for it: leave LaunchOptions.keys at "
                + ".platform"
        case .purposeLength(let count):
            "the purpose has \(count) bytes: it must have 1 to \(DeliveryLimits.purposeBytes)"
        case .nonceLength(let count):
            "the nonce has \(count) bytes: it must have \(DeliveryLimits.nonceBytes.lowerBound) to "
                + "\(DeliveryLimits.nonceBytes.upperBound), or none"
        case .contentTooLarge(let limit):
            "at most \(limit) bytes are delivered as one: deliver it in parts"
        case .notAnEnvelope:
            "this is no envelope: give the bytes that `redoubt provision` wrote, whole and unchanged"
        case .notAnOffer: "this is no offer: give the bytes that the enclave's host wrote, whole"
        case .unknownVersion(let version):
            "it is of version \(version), and version 1 is known here: build with a newer Redoubt"
        case .tooShort: "it ends before it should: it was cut off"
        case .malformed: "a field has a value that nobody writes, or bytes follow the end"
        case .otherPurpose:
            "the envelope was sealed for another purpose than this key's: give it to the key of its purpose"
        case .otherKey:
            "the envelope was sealed for another key: each launch has keys of its own, so make an offer now, and seal "
                + "for that"
        case .tampered: "the envelope was changed after it was sealed: take an untouched copy"
        case .replayed:
            "the envelope was opened before, and each is opened once: seal the data again"
        case .keyExhausted(let limit):
            "the key has opened \(limit) envelopes, as many as it remembers: make another key, and offer that"
        case .invalidPublicKey: "the recipient's key is none of X25519: it has 32 bytes"
        case .cryptographyFailed:
            "the cryptographic library failed, which a full heap can cause: nothing was sealed or opened"
        }
    }
}
#endif
