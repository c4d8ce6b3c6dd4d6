public import RedoubtControl

/// Why a launch or a call did not succeed.
///
/// An error that a method declares is thrown as it is. This is everything else.
public struct EnclaveError: Error, Sendable {
    /// What kind of failure it is.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind {
            case imageUnreadable, imageRefused, policyRefused, policyTooLarge, isolationUnavailable,
                monitorNotFound, platformUnavailable, platformRefused, keysUnavailable, launchFailed
            case launchTimedOut, stopped, busy, argumentsTooLarge, replyTooLarge, interfaceMismatch
            case argumentsRefused, replyMalformed, reentrantCall, resetUnavailable
            case poolSizeOutOfRange, poolClosed, evidenceRefused
        }
        private let kind: Kind

        /// The code's name, as in `launchTimedOut`.
        public var description: String { "\(kind)" }

        /// The image's file could not be opened.
        public static let imageUnreadable = Code(kind: .imageUnreadable)
        /// The image is damaged, changed, incomplete, not signed, or not an image.
        ///
        /// The message says which check failed: that of structure, signature or measurement.
        public static let imageRefused = Code(kind: .imageRefused)
        /// The launch policy does not accept the image; ``EnclaveError/violations`` says why.
        public static let policyRefused = Code(kind: .policyRefused)
        /// A list of the launch policy is longer than ``RedoubtControl/LaunchPolicy/entryLimit``.
        public static let policyTooLarge = Code(kind: .policyTooLarge)
        /// The machine cannot give what was required; ``EnclaveError/unavailable`` says why.
        public static let isolationUnavailable = Code(kind: .isolationUnavailable)
        /// The monitor's executable was not found.
        public static let monitorNotFound = Code(kind: .monitorNotFound)
        /// The platform service does not answer, or is required and not there.
        public static let platformUnavailable = Code(kind: .platformUnavailable)
        /// The platform service refuses the launch; ``EnclaveError/platformRefusal`` says why.
        public static let platformRefused = Code(kind: .platformRefused)
        /// The enclave's keys cannot be had; the message says what to do.
        public static let keysUnavailable = Code(kind: .keysUnavailable)
        /// A system call failed on the way.
        public static let launchFailed = Code(kind: .launchFailed)
        /// The enclave did not come to serve calls in time.
        public static let launchTimedOut = Code(kind: .launchTimedOut)
        /// The enclave no longer runs; ``EnclaveError/stopReason`` says why.
        public static let stopped = Code(kind: .stopped)
        /// All threads of the enclave were busy until the deadline.
        public static let busy = Code(kind: .busy)
        /// The arguments do not fit into a message.
        public static let argumentsTooLarge = Code(kind: .argumentsTooLarge)
        /// The reply does not fit into a message.
        public static let replyTooLarge = Code(kind: .replyTooLarge)
        /// The enclave does not serve this interface, or this version of it.
        public static let interfaceMismatch = Code(kind: .interfaceMismatch)
        /// The enclave could not read the arguments.
        public static let argumentsRefused = Code(kind: .argumentsRefused)
        /// The enclave's reply could not be read.
        public static let replyMalformed = Code(kind: .replyMalformed)
        /// A handler of a call from this enclave called the enclave.
        public static let reentrantCall = Code(kind: .reentrantCall)
        /// The backend cannot put an enclave back to its start.
        public static let resetUnavailable = Code(kind: .resetUnavailable)
        /// The platform does not vouch for the enclave; the message says why.
        public static let evidenceRefused = Code(kind: .evidenceRefused)
        /// A pool was asked for with too few or too many enclaves.
        public static let poolSizeOutOfRange = Code(kind: .poolSizeOutOfRange)
        /// The pool was closed.
        public static let poolClosed = Code(kind: .poolClosed)
    }

    /// What kind of failure it is.
    public let code: Code
    /// What happened, what was expected, and what to do.
    public let message: String
    /// Why the enclave no longer runs, if that is the failure.
    public let stopReason: StopReason?
    /// What the machine cannot give, if that is the failure.
    public let unavailable: [UnavailableIsolation]
    /// Every reason for which the launch policy refused the image, if that is the failure.
    public let violations: [PolicyViolation]
    /// Why the platform service refused the launch, if that is the failure.
    public let platformRefusal: PlatformRefusal?

    init(
        _ code: Code,
        _ message: String,
        stopReason: StopReason? = nil,
        unavailable: [UnavailableIsolation] = [],
        violations: [PolicyViolation] = [],
        platformRefusal: PlatformRefusal? = nil
    ) {
        self.code = code
        self.message = message
        self.stopReason = stopReason
        self.unavailable = unavailable
        self.violations = violations
        self.platformRefusal = platformRefusal
    }

    static func stopped(_ reason: StopReason) -> EnclaveError {
        EnclaveError(.stopped, "the enclave no longer runs: \(reason)", stopReason: reason)
    }
}

extension EnclaveError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
