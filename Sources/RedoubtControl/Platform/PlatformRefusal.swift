public import RedoubtABI

/// Why the platform service did not do what it was asked for.
@EnclaveValue
public enum PlatformRefusal: Error, Hashable {
    /// There are as many enclaves as there may be.
    case enclaves(used: Int, limit: Int, PlatformLimitScope)
    /// The enclave's memory does not fit into the budget.
    case memory(neededBytes: UInt64, usedBytes: UInt64, limitBytes: UInt64, PlatformLimitScope)
    /// There are as many connections as there may be.
    case connections(limit: Int, PlatformLimitScope)
    /// The host's user is the service's, so nothing would be gained.
    case sameUser
    /// The request is of another version, or malformed.
    case notUnderstood
    /// No enclave of the user has this number.
    case noSuchEnclave
    /// The host's process ended, or cannot be told.
    case unknownCaller(String)
    /// Only root and the service's own user may ask for this.
    case notPermitted
    /// Something failed on the way.
    case failed(String)
}

/// Whose limit was reached.
@EnclaveValue
public enum PlatformLimitScope: Hashable {
    /// That of one user.
    case user
    /// That of the whole machine.
    case machine
}

extension PlatformRefusal: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .enclaves(let used, let limit, let scope):
            "\(scope.subject) \(used) enclaves of \(limit): end one, or raise \(scope.enclavesKey) in "
                + "redoubtd.json"
        case .memory(let needed, let used, let limit, let scope):
            "the enclave takes \(Self.text(needed)) of secure memory, and \(scope.subject) "
                + "\(Self.text(used)) of \(Self.text(limit)): end an enclave, declare a smaller heapBytes, or "
                + "raise \(scope.memoryKey) in redoubtd.json"
        case .connections(let limit, let scope):
            "\(scope.subject) \(limit) connections to the service that wait for an answer, and may have no "
                + "more: launch again when they are answered"
        case .sameUser:
            "the service runs as the host's own user, which could stop its monitors: run redoubtd as a user of "
                + "its own (`redoubt platform install`), or launch with the platform .development"
        case .notUnderstood:
            "the service does not understand the request: it speaks version \(PlatformRequest.version); "
                + "install redoubtd and build the host from the same version of Redoubt"
        case .noSuchEnclave: "the service knows no such enclave of this user"
        case .unknownCaller(let reason): "the service cannot tell who asks: \(reason)"
        case .notPermitted:
            "only root and the service's own user may ask for this: try it with sudo"
        case .failed(let reason): "the service could not launch the enclave: \(reason)"
        }
    }

    private static func text(_ bytes: UInt64) -> String {
        let mebibyte: UInt64 = 1 << 20
        return bytes % mebibyte == 0
            ? "\(bytes / mebibyte) MiB"
            : "\(bytes / mebibyte + 1) MiB (\(bytes) bytes)"
    }
}

extension PlatformLimitScope {
    fileprivate var subject: String {
        switch self {
        case .user: "this user has"
        case .machine: "all users have"
        }
    }

    fileprivate var enclavesKey: String {
        switch self {
        case .user: "enclavesPerUser"
        case .machine: "enclaves"
        }
    }

    fileprivate var memoryKey: String {
        switch self {
        case .user: "secureMemoryPerUser"
        case .machine: "secureMemory"
        }
    }
}
