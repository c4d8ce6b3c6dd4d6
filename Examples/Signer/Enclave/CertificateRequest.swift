import SignerInterface

/// A certification request (PKCS #10, RFC 2986): subject, public key, and the DNS names that are asked for.
struct CertificateRequest {
    /// What is signed.
    let signedPart: [UInt8]
    private let algorithm: KeyAlgorithm

    private static let subjectAlternativeName: [UInt8] = [0x55, 0x1D, 0x11]
    private static let extensionRequest: [UInt8] = [
        0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x0E,
    ]

    init(
        subject: [SubjectAttribute],
        dnsNames: [String],
        key: KeyInformation
    ) throws(SignerError) {
        algorithm = key.request.algorithm
        guard subject.count <= SignerLimits.subjectParts,
            dnsNames.count <= SignerLimits.subjectParts
        else { throw .invalidSubject(part: SignerLimits.subjectParts + 1) }
        var name: [UInt8] = []
        for (index, attribute) in subject.enumerated() {
            guard let value = attribute.encodedValue else {
                throw .invalidSubject(part: index + 1)
            }
            name += DER.set(
                of: DER.sequence(DER.identifier([0x55, 0x04, attribute.kind.number]), value)
            )
        }
        var alternatives: [UInt8] = []
        for (index, dnsName) in dnsNames.enumerated() {
            guard dnsName.isDNSName else {
                throw .invalidSubject(part: subject.count + index + 1)
            }
            alternatives += DER.element(0x82, Array(dnsName.utf8))
        }
        signedPart = DER.sequence(
            [0x02, 0x01, 0x00],
            DER.element(DER.sequenceTag, name),
            algorithm.subjectPublicKeyInfo(key.publicKey),
            DER.element(0xA0, Self.attributes(alternatives))
        )
    }

    /// The request with its signature.
    func signed(_ signature: [UInt8]) -> [UInt8] {
        DER.sequence(
            signedPart,
            DER.sequence(DER.identifier(algorithm.signatureIdentifier)),
            DER.bitString(signature)
        )
    }

    private static func attributes(_ alternatives: [UInt8]) -> [UInt8] {
        guard !alternatives.isEmpty else { return [] }
        let names = DER.octetString(DER.element(DER.sequenceTag, alternatives))
        let extensions = DER.sequence(DER.sequence(DER.identifier(subjectAlternativeName), names))
        return DER.sequence(DER.identifier(extensionRequest), DER.set(of: extensions))
    }
}

extension SubjectAttribute {
    /// A PrintableString for a country, a UTF8String for the others; nil for what may not be there.
    fileprivate var encodedValue: [UInt8]? {
        let bytes = Array(value.utf8)
        if kind == .country {
            guard bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) else {
                return nil
            }
            return DER.element(0x13, bytes)
        }
        guard (1...SignerLimits.subjectPartBytes).contains(bytes.count),
            bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { return nil }
        return DER.element(0x0C, bytes)
    }
}

extension SubjectAttribute.Kind {
    /// The last number of the attribute's identifier, 2.5.4.n.
    fileprivate var number: UInt8 {
        switch self {
        case .commonName: 3
        case .country: 6
        case .locality: 7
        case .state: 8
        case .organization: 10
        case .organizationalUnit: 11
        }
    }
}

extension KeyAlgorithm {
    /// 1.2.840.10045.4.3.2 (ecdsa-with-SHA256), 1.3.101.112 (Ed25519).
    fileprivate var signatureIdentifier: [UInt8] {
        switch self {
        case .p256: [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]
        case .ed25519: [0x2B, 0x65, 0x70]
        }
    }

    fileprivate func subjectPublicKeyInfo(_ publicKey: [UInt8]) -> [UInt8] {
        let algorithm: [UInt8] =
            switch self {
            case .p256:
                DER.sequence(
                    DER.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]),
                    DER.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
                )
            case .ed25519: DER.sequence(DER.identifier(signatureIdentifier))
            }
        return DER.sequence(algorithm, DER.bitString(publicKey))
    }
}

extension String {
    /// Whether it is letters, digits, `-`, `.`, `_` and `*`, of a sensible length.
    fileprivate var isDNSName: Bool {
        (1...SignerLimits.subjectPartBytes).contains(utf8.count)
            && utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
                    || byte == 0x5F || byte == 0x2A
            }
    }
}
