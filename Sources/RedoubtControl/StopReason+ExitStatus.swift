extension StopReason {
    /// The status with which a monitor ends for this reason.
    ///
    /// The platform service writes it down: it started the monitor, and does not hear what that tells the host.
    public var exitStatus: Int32 {
        switch self {
        case .requested: 0
        case .deadlineExceeded: 10
        case .fault: 11
        case .abort: 12
        case .monitorLost: 13
        case .monitorFailed: 14
        }
    }

    /// What a monitor's exit status says of its enclave's end.
    public static func summary(ofExitStatus status: Int32) -> String {
        switch status {
        case 0: "its host let go of it"
        case 10: "a call was not answered before its deadline"
        case 11: "the enclave faulted"
        case 12: "the enclave stopped itself"
        case 13: "the enclave's process was killed"
        case 14: "the monitor could not go on"
        default: "the monitor ended with status \(status)"
        }
    }
}
