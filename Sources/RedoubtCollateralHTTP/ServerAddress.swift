#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif
internal import RedoubtCollateral

/// The address that a page is got from.
enum ServerAddress {
    private static let thisMachine: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Fails unless a URL is one that the settings allow.
    static func check(_ url: String, _ plain: HTTPSettings.PlainHTTP) throws(CollateralError) {
        guard let parts = URL(string: url), let host = parts.host(percentEncoded: false),
            !host.isEmpty
        else { throw .address(url: url) }
        switch parts.scheme?.lowercased() {
        case "https": return
        case "http":
            let isAllowed =
                switch plain {
                case .never: false
                case .fromThisMachine: thisMachine.contains(host.lowercased())
                case .always: true
                }
            guard isAllowed else { throw .plainHTTP(url: url) }
        default: throw .address(url: url)
        }
    }
}
