import Crypto
import CryptoExtras

@testable import RedoubtAttestation

/// A processor of AMD's under a root of the tests' own.
struct SyntheticProcessor {
    var product = AMDProduct.milan
    /// The chip as the report has it: 64 bytes.
    var chip = [UInt8](repeating: 7, count: 64)
    /// The chip as the certificate has it.
    var certifiedChip: [UInt8]?
    /// The reported TCB: eight bytes.
    var tcb: [UInt8] = [3, 0, 0, 0, 0, 0, 8, 200]
    /// The versions that the certificate states, by the last arc of their identifiers.
    var versions: [UInt8: UInt8] = [1: 3, 2: 0, 3: 8, 8: 200]
    /// Family and model, in reports of version 3 and later.
    var processor: (UInt8, UInt8) = (0x19, 0x01)
    var version: UInt8 = 3
    /// What comes after the name of the product in the certificate.
    var stepping = "-B0"
    var authoritySerial: [UInt8] = [0x11]

    // Making RSA keys takes long: all processors share them.
    private static let keys = try? (
        root: TestKey.rsa(_RSA.Signing.PrivateKey(keySize: .bits2048)),
        authority: TestKey.rsa(_RSA.Signing.PrivateKey(keySize: .bits2048))
    )
    static let chipKey = P384.Signing.PrivateKey()

    // Signatures are random, and the trusted root is one certificate: so each is made once.
    private static let rootCertificates = Dictionary(
        uniqueKeysWithValues: AMDProduct.allCases.map { product in
            var processor = SyntheticProcessor()
            processor.product = product
            return (product, try? processor.root.root())
        }
    )

    private func rootBytes() throws -> [UInt8] {
        guard let bytes = Self.rootCertificates[product] ?? nil else {
            throw CryptoKitError.incorrectKeySize
        }
        return bytes
    }

    var root: TestAuthority {
        get throws { TestAuthority(name: "ARK-\(product.rawValue)", key: try Self.key(\.root)) }
    }

    var authority: TestAuthority {
        get throws {
            TestAuthority(name: "SEV-\(product.rawValue)", key: try Self.key(\.authority))
        }
    }

    private static func key(
        _ path: KeyPath<(root: TestKey, authority: TestKey), TestKey>
    ) throws -> TestKey {
        guard let keys else { throw CryptoKitError.incorrectKeySize }
        return keys[keyPath: path]
    }

    /// VCEK, ASK and ARK.
    func certificates() throws -> [[UInt8]] {
        var extensions = [
            TestAuthority.extension(
                ObjectIdentifier.amdSEV + [2],
                RevocationListWriter.element(0x16, Array("\(product.rawValue)\(stepping)".utf8))
            ),
            TestAuthority.extension(ObjectIdentifier.amdSEV + [4], certifiedChip ?? chip),
        ]
        for (arc, version) in versions.sorted(by: { $0.key < $1.key }) {
            let octets: [UInt8] = version < 128 ? [version] : [0, version]
            extensions.append(
                TestAuthority.extension(
                    ObjectIdentifier.amdSEV + [3, arc],
                    RevocationListWriter.element(0x02, octets)
                )
            )
        }
        return [
            try authority.certificate(
                "SEV-VCEK",
                .p384(Self.chipKey),
                serial: [0],
                extensions: extensions
            ),
            try root.certificate(
                authority.name,
                authority.key,
                serial: authoritySerial,
                isAuthority: true
            ),
            try rootBytes(),
        ]
    }

    /// A signed report.
    func report() throws -> SNPReport {
        var bytes = [UInt8](repeating: 0, count: SNPReport.byteCount)
        bytes[0] = version
        bytes[0x34] = 1
        bytes.replaceSubrange(0x180..<0x188, with: tcb)
        bytes.replaceSubrange(0x1a0..<0x1e0, with: chip)
        if version >= 3 { (bytes[0x188], bytes[0x189]) = processor }
        let signature = try Self.chipKey.signature(for: bytes[SNPReport.signedRange])
            .rawRepresentation
        bytes.replaceSubrange(0x2a0..<(0x2a0 + 48), with: signature.prefix(48).reversed())
        bytes.replaceSubrange(0x2e8..<(0x2e8 + 48), with: signature.suffix(48).reversed())
        return try SNPReport(bytes)
    }

    func verdict(_ lists: [[UInt8]] = [], at time: Timestamp? = nil) throws -> Verdict {
        try report().appraise(
            certificates: certificates(),
            revocationLists: lists,
            at: time ?? Timestamp(secondsSince1970: 1_760_000_000),
            policy: AppraisalPolicy(),
            root: TrustedRoot(der: rootBytes())
        )
    }
}

extension Verdict {
    /// The codes of the reasons; none if the evidence is accepted.
    var codes: Set<Reason.Code> {
        guard case .refused(let refusal) = self else { return [] }
        return Set(refusal.map(\.code))
    }
}
