public import RedoubtABI

/// What a host asks a monitor for.
///
/// Beside it comes one descriptor: the image's file.
public struct LaunchRequest: Sendable, WireCodable {
    /// Changes when the messages change.
    public static let version: UInt32 = 1
    /// The levels that will do, the preferred one first.
    public let acceptable: [IsolationLevel]
    /// Polls of the enclave before it sleeps.
    public let spinLimit: UInt32

    /// Asks for an enclave.
    public init(acceptable: [IsolationLevel], spinLimit: UInt32) {
        self.acceptable = acceptable
        self.spinLimit = spinLimit
    }

    /// Writes the version and the fields.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try Self.version.encode(to: &encoder)
        try acceptable.encode(to: &encoder)
        try spinLimit.encode(to: &encoder)
    }

    /// Reads the fields; another version is invalid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard try decoder.decode(UInt32.self) == Self.version else { throw .invalidValue }
        acceptable = try decoder.decode()
        spinLimit = try decoder.decode()
    }
}

/// What a monitor answers.
public enum LaunchReply: Sendable, WireCodable {
    /// The enclave runs. Beside it comes one descriptor: the channels' memory.
    case launched(LaunchedEnclave)
    /// There is no enclave.
    case refused(LaunchRefusal)

    /// Writes a tag and the payload.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        switch self {
        case .launched(let enclave):
            try encoder.write(0 as UInt8)
            try enclave.encode(to: &encoder)
        case .refused(let refusal):
            try encoder.write(1 as UInt8)
            try refusal.encode(to: &encoder)
        }
    }

    /// Reads a tag and the payload.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.read(UInt8.self) {
        case 0: self = .launched(try decoder.decode())
        case 1: self = .refused(try decoder.decode())
        default: throw .invalidValue
        }
    }
}

/// An enclave that a monitor has launched.
public struct LaunchedEnclave: Sendable, WireCodable {
    /// What seals it.
    public let level: IsolationLevel
    /// The levels that were preferred, and why they could not be had.
    public let unavailable: [UnavailableIsolation]
    /// Its threads, and so its channels.
    public let threadCount: Int
    /// Payload of the largest message.
    public let payloadBytes: Int

    /// Describes an enclave.
    public init(
        level: IsolationLevel,
        unavailable: [UnavailableIsolation],
        threadCount: Int,
        payloadBytes: Int
    ) {
        self.level = level
        self.unavailable = unavailable
        self.threadCount = threadCount
        self.payloadBytes = payloadBytes
    }

    /// Writes the fields.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try level.encode(to: &encoder)
        try unavailable.encode(to: &encoder)
        try threadCount.encode(to: &encoder)
        try payloadBytes.encode(to: &encoder)
    }

    /// Reads the fields.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        level = try decoder.decode()
        unavailable = try decoder.decode()
        threadCount = try decoder.decode()
        payloadBytes = try decoder.decode()
    }
}

/// Why a monitor launched nothing.
public enum LaunchRefusal: Sendable, Equatable, WireCodable {
    /// The image is not one, or its file could not be read.
    case image(String)
    /// None of the acceptable levels can be had.
    case isolation([UnavailableIsolation])
    /// A system call failed on the way.
    case system(String)

    /// Writes a tag and the payload.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        switch self {
        case .image(let reason):
            try encoder.write(0 as UInt8)
            try reason.encode(to: &encoder)
        case .isolation(let levels):
            try encoder.write(1 as UInt8)
            try levels.encode(to: &encoder)
        case .system(let reason):
            try encoder.write(2 as UInt8)
            try reason.encode(to: &encoder)
        }
    }

    /// Reads a tag and the payload.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.read(UInt8.self) {
        case 0: self = .image(try decoder.decode())
        case 1: self = .isolation(try decoder.decode())
        case 2: self = .system(try decoder.decode())
        default: throw .invalidValue
        }
    }
}
