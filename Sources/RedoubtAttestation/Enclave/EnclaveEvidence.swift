/// Evidence of an enclave, signed by the platform that runs it; read and not yet believed.
///
/// It is an EAT (RFC 9711) in a COSE_Sign1 message. Its root of trust is the platform's key, which the relying party has
/// from whoever runs the platform: nothing in it proves which hardware that is. `docs/DELIVERY.md` has the claims.
public struct EnclaveEvidence: Sendable {
    /// The longest evidence that is read.
    private static let limitBytes = 16 << 10
    /// The profile of the claims.
    static let profile = "urn:uuid:6f0f1e0c-9a3b-4c55-8a6e-5d2f9c7b1e40"
    /// The name of the mode that proves nothing to others than the host's user.
    private static let development = "DEVELOPMENT"

    /// When the platform made it.
    public let issuedAt: Timestamp
    /// What the enclave had bound: 64 bytes.
    public let reportData: [UInt8]
    /// Which platform it is: 16 bytes.
    public let platform: [UInt8]
    /// Whether the enclave runs in debug.
    public let isDebug: Bool
    /// Whether it runs in the development mode: then whoever runs as the host's user can make such evidence.
    public let isDevelopment: Bool
    /// What was loaded: 32 bytes.
    public let measurement: [UInt8]
    /// Who signed it: 32 bytes.
    public let signer: [UInt8]
    /// Which of the signer's products it is: 16 bytes.
    public let product: [UInt8]
    /// Which family it is of: 16 bytes.
    public let family: [UInt8]
    /// The image's security version.
    public let securityVersion: UInt16
    /// The image's version.
    public let imageVersion: UInt32
    /// What seals the enclave: `process` or `virtualization`.
    public let isolation: String
    /// Whether its memory is out of the reach of other processes.
    public let hasPrivateMemory: Bool

    /// What names the key that it says it is signed with.
    let keyIdentifier: [UInt8]
    let message: SignedMessage

    /// Reads evidence.
    ///
    /// - Throws: the first reason why these bytes are none.
    public init(_ bytes: [UInt8]) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(
                .tooLarge,
                at: "evidence",
                "There are \(bytes.count) bytes; evidence has at most \(Self.limitBytes)."
            )
        }
        let value = try CBORReader.read(bytes, at: "evidence")
        message = try SignedMessage(value, at: "evidence")
        // What is not signed says nothing; so nothing may be there, nor may there be two forms.
        guard case .tagged(_, .array(let parts)) = value, parts[1] == .map([]),
            message.algorithm == .es256
        else {
            throw Reason(
                .malformed,
                at: "evidence.header",
                "The evidence is a tagged message, signed with ES256, with an empty unprotected header."
            )
        }
        let header = try CBORReader.read(message.protectedHeader, at: "evidence.header")
        guard case .map(let parameters) = header, parameters.count == 2,
            let identifier = header[4]?.byteString
        else {
            throw Reason(
                .malformed,
                at: "evidence.header",
                "The protected header holds the algorithm and the key's id alone."
            )
        }
        keyIdentifier = identifier
        let reader = try EnclaveClaimsReader(message.payload, profile: Self.profile)
        issuedAt = Timestamp(secondsSince1970: try reader.integer(6, 0...Int64.max))
        reportData = try reader.bytes(10, 64)
        let instance = try reader.bytes(256, 17)
        guard instance[0] == 1 else { throw reader.malformed(256) }
        platform = Array(instance.dropFirst())
        let debug = try reader.integer(263, 0...2)
        guard debug != 1 else { throw reader.malformed(263) }
        isDebug = debug == 0
        measurement = try reader.bytes(-70_001, 32)
        signer = try reader.bytes(-70_002, 32)
        product = try reader.bytes(-70_003, 16)
        family = try reader.bytes(-70_004, 16)
        securityVersion = UInt16(try reader.integer(-70_005, 0...0xffff))
        imageVersion = UInt32(try reader.integer(-70_006, 0...0xffff_ffff))
        isolation = try reader.integer(-70_007, 1...2) == 2 ? "virtualization" : "process"
        hasPrivateMemory = try reader.integer(-70_008, 1...2) == 2
        switch try reader.text(-70_009) {
        case Self.development: isDevelopment = true
        case "service": isDevelopment = false
        default: throw reader.malformed(-70_009)
        }
    }

    /// What the evidence says; nobody has checked it.
    public var uncheckedClaims: Claims {
        Claims(
            family: .redoubt,
            profile: Self.profile,
            hardwareModel: nil,
            hardwareID: platform,
            isDebug: isDebug,
            measurements: [Measurement(name: "measurement", value: measurement)],
            signer: signer,
            product: product,
            securityVersion: UInt64(securityVersion),
            reportData: reportData,
            tcb: nil,
            freshness: Freshness(issuedAt: issuedAt, expiresAt: nil),
            details: [
                "family id": Hexadecimal.encode(family),
                "image version": "\(imageVersion)",
                "isolation": isolation,
                "memory": hasPrivateMemory ? "private" : "ordinary",
                "platform mode": isDevelopment ? Self.development : "service",
            ]
        )
    }
}
