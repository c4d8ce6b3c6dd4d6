public import RedoubtABI

/// What a process asks the platform service for, once on each connection.
public struct PlatformRequest: Sendable, WireCodable {
    /// Changes when the messages change.
    ///
    /// The first four bytes of every packet, either way, in every version.
    public static let version: UInt32 = 3

    /// What is asked for.
    @EnclaveValue
    public enum Action {
        /// An enclave.
        ///
        /// Beside it comes one descriptor: the image's file.
        case launch(LaunchRequest)
        /// What the service does.
        case status
        /// The end of an enclave of the same user.
        ///
        /// For a host whose connection to the service was lost.
        case end(enclave: UInt64)
        /// A new epoch of the root secret.
        ///
        /// For root, and for the service's own user.
        case rotate
        /// Evidence of what an enclave's report says.
        case evidence(report: [UInt8])
        /// The key that evidence is signed with.
        case evidenceKey
    }
    /// What is asked for.
    public let action: Action

    /// Asks for something.
    public init(_ action: Action) {
        self.action = action
    }

    /// Writes the version and the action.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try Self.version.encode(to: &encoder)
        try action.encode(to: &encoder)
    }

    /// Reads the action; another version is invalid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard try decoder.decode(UInt32.self) == Self.version else { throw .invalidValue }
        action = try decoder.decode()
    }
}

/// What the platform service answers.
public struct PlatformReply: Sendable, WireCodable {
    /// What the answer is.
    @EnclaveValue
    public enum Answer {
        /// The enclave runs.
        ///
        /// Beside it come three descriptors: the channels' memory, the host's end of the control socket, the
        /// monitor's process. The connection stays open: the host closes it when it is done with the enclave, the
        /// service when nothing of the enclave is left.
        case launched(PlatformLaunch)
        /// The monitor launched nothing.
        case refusedByMonitor(LaunchRefusal)
        /// The service did not do it.
        case refused(PlatformRefusal)
        /// What the service does.
        case status(PlatformStatus)
        /// The enclave's monitor was killed.
        case ended
        /// There is a new epoch.
        case rotated(RootSummary)
        /// The evidence: a signed EAT.
        case evidence([UInt8])
        /// The service does not vouch for the report.
        case noEvidence(EvidenceRefusal)
        /// The public key that evidence is signed with: a SubjectPublicKeyInfo.
        case evidenceKey([UInt8])
    }
    /// What the answer is.
    public let answer: Answer

    /// Answers.
    public init(_ answer: Answer) {
        self.answer = answer
    }

    /// Writes the version and the answer.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try PlatformRequest.version.encode(to: &encoder)
        try answer.encode(to: &encoder)
    }

    /// Reads the answer; another version is invalid.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard try decoder.decode(UInt32.self) == PlatformRequest.version else {
            throw .invalidValue
        }
        answer = try decoder.decode()
    }
}

/// An enclave that the platform service has launched.
@EnclaveValue
public struct PlatformLaunch {
    /// What the monitor says of it.
    public let enclave: LaunchedEnclave
    /// What the service calls it.
    public let number: UInt64
    /// Its monitor's process.
    public let monitorProcessID: Int32

    /// Describes an enclave.
    public init(enclave: LaunchedEnclave, number: UInt64, monitorProcessID: Int32) {
        self.enclave = enclave
        self.number = number
        self.monitorProcessID = monitorProcessID
    }
}
