internal import RedoubtControl

/// Why a launch came to nothing.
enum LaunchProblem: Error {
    /// The service refuses it.
    case refused(PlatformRefusal)
    /// The monitor refuses it.
    case refusedByMonitor(LaunchRefusal)
    /// The host went away, or spoke when it had to wait.
    case hostLetGo

    /// What to answer; nil if nobody listens.
    var answer: PlatformReply.Answer? {
        switch self {
        case .refused(let refusal): .refused(refusal)
        case .refusedByMonitor(let refusal): .refusedByMonitor(refusal)
        case .hostLetGo: nil
        }
    }
}

extension LaunchProblem: CustomStringConvertible {
    /// What happened.
    var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .refusedByMonitor(.image(let reason)): "image: \(reason)"
        case .refusedByMonitor(.policy(let violations)):
            "policy: \(violations.map(\.description).joined(separator: "; "))"
        case .refusedByMonitor(.isolation(let unavailable)):
            "isolation: \(unavailable.map { "\($0.level): \($0.reason)" }.joined(separator: "; "))"
        case .refusedByMonitor(.keys(let reason)): "keys: \(reason)"
        case .refusedByMonitor(.system(let reason)): "monitor: \(reason)"
        case .hostLetGo: "the host went away before it was answered"
        }
    }
}
