import Crypto

@testable import RedoubtAttestation

/// A platform of Intel's under a root of the tests' own: quote and collateral by rules that no genuine file shows.
struct SyntheticPlatform {
    /// Which body the quote has.
    enum Body {
        case sgx
        case tdx10
        case tdx15
        case tdx15Extended
    }

    var body = Body.sgx
    var version: UInt8 = 3
    var certificate = SyntheticPlatformCertificate()
    var info = SyntheticTCBInfo()
    var identity = SyntheticIdentity()
    var quotingEnclaveVersion: UInt16 = 8
    /// TEE_TCB_SVN and TEE_TCB_SVN2.
    var moduleVersions: [UInt8] = [5, 1, 6]
    var currentModuleVersions: [UInt8]?
    var authorityName = "Intel SGX PCK Processor CA"
    var rootListValidity = TestAuthority.longValidity
    var platformListValidity = TestAuthority.longValidity
    var leafValidity = TestAuthority.longValidity

    private static let keys = (0..<5).map { _ in P256.Signing.PrivateKey() }
    private var root: TestAuthority {
        TestAuthority(name: "Intel SGX Root CA", key: .p256(Self.keys[0]))
    }
    private var authority: TestAuthority {
        TestAuthority(name: authorityName, key: .p256(Self.keys[1]))
    }

    // Signatures are random, and the trusted root is one certificate: so it is made once.
    private static let rootCertificate = try? SyntheticPlatform().root.root()

    /// The trusted root.
    func trustedRoot() throws -> TrustedRoot { try TrustedRoot(der: Self.rootBytes()) }

    private static func rootBytes() throws -> [UInt8] {
        guard let rootCertificate else { throw CryptoKitError.incorrectKeySize }
        return rootCertificate
    }

    func verdict(at time: Timestamp = Timestamp(secondsSince1970: 1_760_000_000)) throws -> Verdict
    {
        try quote().appraise(
            collateral: collateral(),
            at: time,
            policy: .intel,
            root: trustedRoot()
        )
    }

    func collateral() throws -> Collateral {
        let signer = try PEM.text(
            .certificate,
            root.certificate("Intel SGX TCB Signing", .p256(Self.keys[2]))
        )
        let chain = signer + PEM.text(.certificate, try Self.rootBytes())
        let info = Array(info.json(isTDX: body != .sgx).utf8)
        let identity = Array(identity.json(isTDX: body != .sgx).utf8)
        func signature(_ text: [UInt8]) throws -> [UInt8] {
            Array(try Self.keys[2].signature(for: text).rawRepresentation)
        }
        return Collateral(
            pckCRLIssuerChain: chain,
            rootCRL: try root.list(validity: rootListValidity),
            pckCRL: try authority.list(validity: platformListValidity),
            tcbInfoIssuerChain: chain,
            tcbInfo: info,
            tcbInfoSignature: try signature(info),
            quotingEnclaveIdentityIssuerChain: chain,
            quotingEnclaveIdentity: identity,
            quotingEnclaveIdentitySignature: try signature(identity)
        )
    }

    func quote() throws -> Quote {
        var signed: [UInt8] = [version, 0, 2, 0, body == .sgx ? 0 : 0x81, 0, 0, 0, 0, 0, 0, 0]
        signed += Vectors.hexadecimal("939a7233f79c4ca9940a0db3957f0607")
        signed += [UInt8](repeating: 0, count: 20) + descriptor + bodyBytes
        let attestationKey = Array(Self.keys[3].publicKey.rawRepresentation)
        let authentication = [UInt8](repeating: 9, count: 32)
        var report = [UInt8](repeating: 0, count: 384)
        report.replaceSubrange(128..<160, with: [UInt8](repeating: 0x8c, count: 32))
        report.replaceSubrange(256..<258, with: [1, 0])
        report.replaceSubrange(258..<260, with: Self.little(Int(quotingEnclaveVersion), 2))
        report.replaceSubrange(
            320..<352,
            with: Array(SHA256.hash(data: attestationKey + authentication))
        )
        let chain = try pckChain()
        var certified = report
        certified += try Self.keys[4].signature(for: report).rawRepresentation
        certified += Self.little(authentication.count, 2) + authentication
        certified += [5, 0] + Self.little(chain.count, 4) + chain
        var data = Array(try Self.keys[3].signature(for: signed).rawRepresentation)
        data += attestationKey
        data += version == 3 ? certified : [6, 0] + Self.little(certified.count, 4) + certified
        return try Quote(signed + Self.little(data.count, 4) + data)
    }

    private func pckChain() throws -> [UInt8] {
        let leaf = try authority.certificate(
            "Intel SGX PCK Certificate",
            .p256(Self.keys[4]),
            serial: [0x33],
            validity: leafValidity,
            extensions: [certificate.extension]
        )
        let issuer = try root.certificate(
            authorityName,
            authority.key,
            serial: [0x44],
            isAuthority: true
        )
        return try [leaf, issuer, Self.rootBytes()].flatMap { PEM.text(.certificate, $0) }
    }

    private var descriptor: [UInt8] {
        guard version == 5 else { return [] }
        let type: UInt8 =
            switch body {
            case .sgx: 1
            case .tdx10: 2
            case .tdx15: 3
            case .tdx15Extended: 4
            }
        return [type, 0] + Self.little(bodyBytes.count, 4)
    }

    private var bodyBytes: [UInt8] {
        guard body != .sgx else { return [UInt8](repeating: 0, count: 384) }
        let count =
            switch body {
            case .sgx, .tdx10: 584
            case .tdx15: 648
            case .tdx15Extended: 885
            }
        var bytes = [UInt8](repeating: 0, count: count)
        bytes.replaceSubrange(0..<moduleVersions.count, with: moduleVersions)
        if count > 584 {
            let current = currentModuleVersions ?? moduleVersions
            bytes.replaceSubrange(584..<(584 + current.count), with: current)
        }
        return bytes
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
