public import RedoubtAttestation

/// Why collateral could not be had.
public enum CollateralError: Error, CustomStringConvertible {
    /// The server did not answer.
    case unreachable(url: String, any Error)
    /// The server answered with another status than 200.
    case status(url: String, Int)
    /// The answer is larger than what is read, in bytes.
    case tooLarge(url: String, limit: Int)
    /// A header that carries a chain is missing or malformed.
    case header(url: String, name: String)
    /// The answer, or the evidence, cannot be read.
    case malformed(url: String, Reason)

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .unreachable(let url, let error):
            "\(url) did not answer: \(error). Check the address and the network."
        case .status(let url, let status):
            "\(url) answered with status \(status); 200 is expected. 404 means that the service does not know "
                + "the platform."
        case .tooLarge(let url, let limit):
            "\(url) answered with more than \(limit) bytes; no collateral is that large."
        case .header(let url, let name):
            "\(url) answered without the header \(name), which carries the issuer's chain."
        case .malformed(let url, let reason):
            "\(url) answered with something else: \(reason)"
        }
    }
}
