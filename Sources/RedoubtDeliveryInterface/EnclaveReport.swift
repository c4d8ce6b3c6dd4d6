/// What an enclave says of itself to its platform: who it is, and 64 bytes of its choice.
///
/// Its code has the key that authenticates it, and so has the platform, which derives it. So an enclave can speak for
/// itself alone. `docs/DELIVERY.md` has the layout.
public struct EnclaveReport: Hashable, Sendable {
    /// The length, in bytes.
    public static let byteCount = 224
    /// The length of ``data``, in bytes.
    public static let dataByteCount = 64
    /// What begins every report.
    static let magic = Array("RDRP".utf8)
    /// The one version that there is.
    static let version: UInt8 = 1

    /// All of it.
    public let bytes: [UInt8]

    /// Reads a report; nobody has checked then that it is authentic.
    ///
    /// - Throws: ``DeliveryError``: `tooShort`, `unknownVersion`, `malformed`.
    public init(bytes: [UInt8]) throws(DeliveryError) {
        guard bytes.count >= Self.byteCount else { throw .tooShort }
        guard bytes.count == Self.byteCount, bytes.starts(with: Self.magic) else {
            throw .malformed
        }
        guard bytes[4] == Self.version else { throw .unknownVersion(bytes[4]) }
        guard bytes[5] <= 1, (1...2).contains(bytes[6]), (1...2).contains(bytes[7]),
            (1...2).contains(bytes[8]), bytes[9] == 0
        else { throw .malformed }
        self.bytes = bytes
    }
}

extension EnclaveReport {
    /// Whether the enclave runs in debug.
    public var isDebug: Bool { bytes[5] == 1 }
    /// What seals it: a `redoubt_isolation`.
    public var isolation: UInt8 { bytes[6] }
    /// Whether its memory is private: a `redoubt_memory`.
    public var memory: UInt8 { bytes[7] }
    /// Whether its monitor was started by its host, and not by a platform service.
    public var isDevelopment: Bool { bytes[8] == 1 }
    /// The image's security version.
    public var securityVersion: UInt16 { UInt16(bytes[10]) | UInt16(bytes[11]) << 8 }
    /// The image's version.
    public var imageVersion: UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[12 + $1]) << UInt32(8 * $1) }
    }
    /// Which platform it runs on: 16 bytes.
    public var platform: [UInt8] { Array(bytes[16..<32]) }
    /// What was loaded: 32 bytes.
    public var measurement: [UInt8] { Array(bytes[32..<64]) }
    /// Who signed it: 32 bytes.
    public var signer: [UInt8] { Array(bytes[64..<96]) }
    /// Which of the signer's products it is: 16 bytes.
    public var product: [UInt8] { Array(bytes[96..<112]) }
    /// Which family it is of: 16 bytes.
    public var family: [UInt8] { Array(bytes[112..<128]) }
    /// What the enclave has put in.
    public var data: [UInt8] { Array(bytes[128..<192]) }
    /// What is authenticated.
    public var body: [UInt8] { Array(bytes[..<Self.bodyByteCount]) }
    /// HMAC-SHA256 of ``body`` under the enclave's report key.
    public var code: [UInt8] { Array(bytes[Self.bodyByteCount...]) }
    /// The length of what is authenticated.
    public static let bodyByteCount = 192
}
