import RedoubtHost

/// How the program ends, with the numbers of `sysexits.h`.
enum ExitCode: Int32 {
    case usage = 64
    case malformedData = 65
    case noInput = 66
    case unavailable = 69
    case notPermitted = 77
    case failure = 1

    init(for error: any Error) {
        self =
            switch error {
            case is UsageError: .usage
            case is OwnerRefusal: .notPermitted
            case let error as DataFileError: error.isMalformed ? .malformedData : .noInput
            case let error as EnclaveError where error.code == .imageUnreadable: .noInput
            case let error as EnclaveError where error.code == .isolationUnavailable: .unavailable
            case let error as EnclaveError where error.code == .policyRefused: .notPermitted
            default: .failure
            }
    }
}
