/// An attestation document of an AWS Nitro enclave, read and not yet believed.
public struct NitroDocument: Sendable {
    /// The enclave's instance: `i-…-enc…`.
    public let module: String
    /// When the document was made, in milliseconds since 1970.
    public let timestampMilliseconds: UInt64
    /// The platform configuration registers by number: 32, 48 or 64 bytes each.
    public let registers: [Int: [UInt8]]
    /// A public key of the enclave's choice.
    public let publicKey: [UInt8]?
    /// Data of the enclave's choice.
    public let userData: [UInt8]?
    /// The nonce that the enclave was given.
    public let nonce: [UInt8]?

    let message: SignedMessage
    let certificate: Certificate
    /// From the root on.
    let authorities: [Certificate]

    static let location: Reason.Location = "nitro"
    private static let limitBytes = 64 << 10
    private static let limitChain = 8

    /// Reads a document.
    ///
    /// - Throws: the first reason why these bytes are no document.
    public init(_ bytes: [UInt8]) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(.tooLarge, at: Self.location, "A document has at most 64 KiB.")
        }
        message = try SignedMessage(
            try CBORReader.read(bytes, allowsLongHeads: true, at: Self.location),
            at: Self.location
        )
        guard message.algorithm == .es384 else {
            throw Reason(.unsupported, at: Self.location, "The document is not signed with ES384.")
        }
        let payload = try CBORReader.read(
            message.payload,
            allowsLongHeads: true,
            at: "nitro.payload"
        )
        guard let module = payload["module_id"]?.textString, !module.isEmpty,
            payload["digest"]?.textString == "SHA384",
            case .unsigned(let timestamp) = payload["timestamp"], timestamp > 0,
            let certificate = payload["certificate"]?.byteString,
            case .array(let bundle) = payload["cabundle"],
            (1...Self.limitChain).contains(bundle.count)
        else {
            throw Reason(
                .malformed,
                at: "nitro.payload",
                "module_id, digest (SHA384), timestamp, certificate or cabundle is missing or malformed."
            )
        }
        self.module = module
        timestampMilliseconds = timestamp
        registers = try Self.registers(payload["pcrs"])
        publicKey = try Self.optional(payload, "public_key", limit: 1024)
        userData = try Self.optional(payload, "user_data", limit: 1024)
        nonce = try Self.optional(payload, "nonce", limit: 1024)
        self.certificate = try Certificate(certificate, at: "nitro.certificate")
        var authorities: [Certificate] = []
        for entry in bundle {
            guard let der = entry.byteString else {
                throw Reason(.malformed, at: "nitro.cabundle", "An entry is no byte string.")
            }
            authorities.append(try Certificate(der, at: "nitro.cabundle"))
        }
        self.authorities = authorities
    }

    private static func registers(_ value: CBORValue?) throws(Reason) -> [Int: [UInt8]] {
        var registers: [Int: [UInt8]] = [:]
        guard case .map(let pairs) = value, (1...32).contains(pairs.count) else {
            throw Reason(.malformed, at: "nitro.pcrs", "1 to 32 registers are expected.")
        }
        for pair in pairs {
            guard case .unsigned(let number) = pair.key, number < 32,
                let digest = pair.value.byteString, [32, 48, 64].contains(digest.count)
            else {
                throw Reason(
                    .malformed,
                    at: "nitro.pcrs",
                    "A register has a number from 0 to 31 and 32, 48 or 64 bytes."
                )
            }
            registers[Int(number)] = digest
        }
        return registers
    }

    private static func optional(
        _ payload: CBORValue,
        _ name: String,
        limit: Int
    ) throws(Reason) -> [UInt8]? {
        switch payload[name] {
        case nil, .null: return nil
        case .bytes(let bytes) where bytes.count <= limit: return bytes
        default:
            throw Reason(
                .malformed,
                at: Reason.Location("nitro.\(name)"),
                "At most \(limit) bytes or null is expected."
            )
        }
    }

    /// Whether the enclave runs in debug mode: its measurements are zero then.
    public var isDebug: Bool {
        (0...2).allSatisfy { registers[$0]?.allSatisfy { $0 == 0 } ?? false }
    }
}
