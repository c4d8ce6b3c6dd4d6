internal import RedoubtABI
internal import RedoubtControl

/// A failed call as it may be reported: what kind of failure it is, and nothing of what the enclave said.
struct CallFailure: Error, CustomStringConvertible {
    /// One of few words: fit for a label.
    let code: String
    let description: String

    /// Reports what a call has thrown.
    init(_ error: any Error) {
        switch error {
        case let error as EnclaveError:
            code = "\(error.code)"
            description = error.message
        case is CancellationError:
            code = "cancelled"
            description = "the call was cancelled"
        default:
            // What is in it has come from the enclave.
            code = "declared"
            description = "the method threw \(type(of: error))"
        }
    }

    /// Reports what a handler of the enclave's calls has come to.
    init(_ status: CallStatus) {
        code = status == .failure ? "declared" : "\(status)"
        description = "the handler's call ended as \(status)"
    }
}

extension StopReason {
    /// One of few words: fit for a label.
    var name: String {
        switch self {
        case .requested: "requested"
        case .deadlineExceeded: "deadlineExceeded"
        case .fault: "fault"
        case .abort: "abort"
        case .monitorLost: "monitorLost"
        case .monitorFailed: "monitorFailed"
        }
    }
}
