/// A COSE_Sign1 message (RFC 9052), read and not yet believed.
struct SignedMessage: Sendable {
    /// The algorithms that evidence is signed with.
    enum Algorithm: Int64, Sendable {
        case es256 = -7
        case es384 = -35
        case es512 = -36
        case eddsa = -8
    }

    /// The protected header as received.
    let protectedHeader: [UInt8]
    /// The algorithm, which stands in the protected header.
    let algorithm: Algorithm
    /// What is signed.
    let payload: [UInt8]
    /// r and s of equal length.
    let signature: [UInt8]

    /// The tag of such messages.
    static let tag: UInt64 = 18

    /// Reads a message, with or without its tag; any other tag is refused.
    ///
    /// The algorithm must be protected, unless the caller says that it need not be: then the key's type alone
    /// keeps an attacker from choosing it.
    init(
        _ value: CBORValue,
        allowsUnprotectedAlgorithm: Bool = false,
        at location: Reason.Location
    ) throws(Reason) {
        var value = value
        if case .tagged(let tag, let inner) = value {
            guard tag == Self.tag else {
                throw Reason(
                    .unsupported,
                    at: location,
                    "The message has tag \(tag); 18 (COSE_Sign1) or none is expected."
                )
            }
            value = inner
        }
        guard case .array(let parts) = value, parts.count == 4,
            case .bytes(let header) = parts[0], case .map(let unprotected) = parts[1],
            case .bytes(let payload) = parts[2], case .bytes(let signature) = parts[3]
        else {
            throw Reason(
                .malformed,
                at: location,
                "A COSE_Sign1 message is an array of two headers, a payload and a signature."
            )
        }
        let parameters = try Self.parameters(header, at: location)
        let isRepeated = parameters.contains { pair in unprotected.contains { $0.key == pair.key } }
        guard !isRepeated else {
            throw Reason(.malformed, at: location, "A parameter stands in both headers.")
        }
        // 1 is the algorithm, 2 the list of parameters that must be understood: none is.
        guard !parameters.contains(where: { $0.key == .unsigned(2) }),
            let number = (parameters + (allowsUnprotectedAlgorithm ? unprotected : []))
                .first(where: { $0.key == .unsigned(1) })?.value.integer,
            let algorithm = Algorithm(rawValue: number)
        else {
            throw Reason(
                .unsupported,
                at: location,
                "The protected header names none of ES256, ES384, ES512 and EdDSA as the algorithm, or has critical parameters."
            )
        }
        protectedHeader = header
        self.algorithm = algorithm
        self.payload = payload
        self.signature = signature
    }

    /// What the signature is made over (RFC 9052, 4.4).
    func signedBytes(external: [UInt8] = []) -> [UInt8] {
        // An empty map counts as an empty string.
        let header = protectedHeader == [0xa0] ? [] : protectedHeader
        return CBORWriter.array(4) + CBORWriter.text("Signature1") + CBORWriter.bytes(header)
            + CBORWriter.bytes(external) + CBORWriter.bytes(payload)
    }

    /// Whether the signature holds.
    func isSigned(with key: VerificationKey, external: [UInt8] = []) -> Bool {
        let (size, signatureAlgorithm) =
            switch algorithm {
            case .es256: (64, SignatureAlgorithm.ecdsaP256SHA256)
            case .es384: (96, SignatureAlgorithm.ecdsaP384SHA384)
            case .es512: (132, SignatureAlgorithm.ecdsaP521SHA512)
            case .eddsa: (64, SignatureAlgorithm.ed25519)
            }
        return signature.count == size
            && key.isValid(
                signature[...],
                over: signedBytes(external: external)[...],
                signatureAlgorithm
            )
    }

    private static func parameters(
        _ header: [UInt8],
        at location: Reason.Location
    ) throws(Reason) -> [CBORPair] {
        guard !header.isEmpty else { return [] }
        guard case .map(let pairs) = try CBORReader.read(header, at: location) else {
            throw Reason(.malformed, at: location, "The protected header is no map.")
        }
        return pairs
    }
}
