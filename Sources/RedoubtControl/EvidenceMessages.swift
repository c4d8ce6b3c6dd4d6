public import RedoubtABI

/// What a host asks a monitor of its own for that is to make evidence, and nothing else.
public struct EvidenceRequest: Sendable, WireCodable {
    /// Changes when the messages change.
    public static let version: UInt32 = 1
    /// The argument of such a monitor.
    public static let argument = "--evidence"
    /// The folder of the development root.
    public let folder: String
    /// The enclave's report.
    public let report: [UInt8]

    /// Asks for evidence.
    public init(folder: String, report: [UInt8]) {
        self.folder = folder
        self.report = report
    }

    /// Writes the version and the fields.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try Self.version.encode(to: &encoder)
        try folder.encode(to: &encoder)
        try report.encode(to: &encoder)
    }

    /// Reads the fields; another version is invalid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard try decoder.decode(UInt32.self) == Self.version else { throw .invalidValue }
        folder = try decoder.decode()
        report = try decoder.decode()
    }
}

/// What such a monitor answers.
@EnclaveValue
public enum EvidenceReply {
    /// The evidence: a signed EAT.
    case evidence([UInt8])
    /// There is none.
    case refused(EvidenceRefusal)
}
