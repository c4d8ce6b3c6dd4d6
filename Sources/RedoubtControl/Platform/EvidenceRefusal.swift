public import RedoubtABI

/// Why a platform does not vouch for a report.
@EnclaveValue
public enum EvidenceRefusal: Error, Hashable {
    /// The bytes are no report.
    case notAReport
    /// The report is of an enclave of another platform, or from before this one lost its secrets.
    case otherPlatform
    /// The report says that the platform service launched the enclave, or that it did not, and the other is asked.
    case otherMode(isDevelopment: Bool)
    /// The report was changed, or no enclave of this platform has made it.
    case notAuthentic
    /// The platform's secrets cannot be had.
    case secrets(String)
}

extension EvidenceRefusal: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .notAReport:
            "this is no report of an enclave: build host and enclave with the same version of Redoubt"
        case .otherPlatform:
            "the report is of an enclave of another platform: ask the one that launched it"
        case .otherMode(isDevelopment: true):
            "the report is of an enclave in the development mode, for which the platform service does not vouch: "
                + "launch it under the service"
        case .otherMode:
            "the report is of an enclave that the platform service launched: ask the service"
        case .notAuthentic:
            "the report was changed, or no enclave of this platform has made it: take the offer as the enclave gave it"
        case .secrets(let reason): reason
        }
    }
}
