internal import FoundationEssentials
internal import RedoubtABI

/// What the audit log says of one event.
///
/// Nothing in it is secret: who asked, for which image, and what came of it.
struct AuditEvent: Encodable, Sendable {
    /// What happened.
    enum Kind: String, Encodable, Sendable {
        /// The service began, or began again.
        case started
        /// An enclave runs.
        case launched
        /// A launch was refused, by the service or by the monitor.
        case refused
        /// An enclave that ran before the service did was found again.
        case found
        /// An enclave runs no longer.
        case ended
        /// Somebody asked for a new epoch of the root secret; there is one, unless a reason says why not.
        case rotated
        /// Somebody asked for evidence of an enclave; there is some, unless a reason says why not.
        case evidence
    }

    let time: String
    let event: Kind
    /// The user who asked, or whose enclave it is.
    var user: UInt32?
    /// The process that asked.
    var process: Int32?
    /// The enclave's number, in hexadecimal.
    var enclave: String?
    var monitor: Int32?
    var measurement: String?
    var signer: String?
    var product: String?
    var securityVersion: UInt16?
    var debug: Bool?
    var isolation: String?
    var memoryBytes: UInt64?
    /// The epoch of the root secret that is the newest now.
    var epoch: UInt32?
    var reason: String?

    init(_ event: Kind) {
        self.event = event
        time = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// An event of a running enclave.
    init(_ event: Kind, of enclave: EnclaveRecord, reason: String? = nil) {
        self.init(event)
        user = enclave.user
        process = enclave.host.number
        self.enclave = String(enclave.number, radix: 16)
        monitor = enclave.monitor.number
        memoryBytes = enclave.memoryBytes
        self.reason = reason
    }

    /// Adds who the enclave is.
    mutating func describe(_ identity: EnclaveIdentity, level: IsolationLevel) {
        measurement = identity.measurement.description
        signer = identity.signer.description
        product = identity.product.description
        securityVersion = identity.securityVersion
        debug = identity.isDebug
        isolation = level.description
    }
}
