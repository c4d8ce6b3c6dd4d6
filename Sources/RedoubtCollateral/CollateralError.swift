public import RedoubtAttestation

/// Why collateral could not be had.
public enum CollateralError: Error, CustomStringConvertible {
    /// The server did not answer, or not to the end.
    case unreachable(url: String, any Error)
    /// The page had not come to its end in time.
    case late(url: String, Duration)
    /// The server's certificate is not trusted, or TLS failed.
    case untrustedServer(url: String, String)
    /// The file of the servers' roots cannot be read.
    case serverRoots(path: String, String)
    /// This is no URL of a page.
    case address(url: String)
    /// The page would come without TLS, and the settings do not allow that.
    case plainHTTP(url: String)
    /// The server sends elsewhere.
    case redirected(url: String, to: String?)
    /// The server answered with another status than 200.
    case status(url: String, Int)
    /// The answer is larger than what is read, in bytes.
    case tooLarge(url: String, limit: Int)
    /// A header that carries a chain is missing or malformed.
    case header(url: String, name: String)
    /// The answer, or the evidence, cannot be read.
    case malformed(url: String, Reason)
    /// The answer can be read, and is nothing that would ever be accepted.
    case refused(url: String, [Reason])

    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .unreachable(let url, let error):
            "\(url) did not answer to the end: \(error). Check the address, the network and the server."
        case .late(let url, let time):
            "\(url) did not answer within \(time). Try again, give it more time, or use the cache of a machine that "
                + "reaches it."
        case .untrustedServer(let url, let detail):
            "\(url) has no certificate that is trusted here: \(detail). A caching service with a certificate of its "
                + "own making needs that certificate named as the server's root."
        case .serverRoots(let path, let detail):
            "\(path) is no file of certificates in PEM: \(detail)."
        case .address(let url):
            "\(url) is no address of a page: it must begin with https:// and name a server."
        case .plainHTTP(let url):
            "\(url) would come without TLS: use https://, or allow HTTP if the way to the server is safe."
        case .redirected(let url, let target):
            "\(url) sends elsewhere\(target.map { ", to \(Self.shown($0))" } ?? ""), which is not followed: if the "
                + "service has moved, name its new address."
        case .status(let url, let status):
            "\(url) answered with status \(status); 200 is expected. \(Self.advice(status))"
        case .tooLarge(let url, let limit):
            "\(url) answered with more than \(limit) bytes; no collateral is that large."
        case .header(let url, let name):
            "\(url) answered without the header \(name), which carries the issuer's chain. A proxy on the way may "
                + "have taken it."
        case .malformed(let url, let reason):
            "\(url) answered with something else: \(reason)"
        case .refused(let url, let reasons):
            "\(url) answered with collateral that is not accepted, and it is not kept: "
                + reasons.map(\.description).joined(separator: " ")
        }
    }

    private static func advice(_ status: Int) -> String {
        switch status {
        case 401, 403: "The service, or a proxy on the way, wants to know who asks."
        case 404: "The service does not know the platform, or the address is not the service's."
        case 429: "It was asked too often: wait, and keep what is fetched in a cache."
        case 500...: "The fault is the service's: try again later."
        default: "Check the address."
        }
    }

    /// Text from outside, short and without control characters.
    private static func shown(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(200).map {
                    $0.value < 0x20 || $0.value == 0x7f ? "?" : $0
                }
            )
        )
    }
}
