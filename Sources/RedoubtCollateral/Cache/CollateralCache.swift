#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
public import RedoubtAttestation

/// Bundles in a folder, for verifiers without a network.
///
/// A bundle is a file, named after the kind of platform, and lasts until its first part expires. What is read is
/// believed no more than what is fetched: its signatures are checked with every verification.
public struct CollateralCache: Sendable {
    private let folder: String

    /// A cache in a folder, which must exist.
    public init(folder: String) {
        self.folder = folder
    }

    /// The bundle for a quote's platform; nothing if there is none, or if it has expired or cannot be read.
    ///
    /// - Throws: a reason if the quote has no PCK certificate.
    public func collateral(for quote: Quote, at time: Timestamp) throws(Reason) -> Collateral? {
        let path = try path(quote)
        guard let data = try? Data(contentsOf: URL(filePath: path)),
            let collateral = try? Collateral(json: Array(data)),
            let expiry = VerifiedCollateral(collateral).expiresAt, time <= expiry
        else { return nil }
        return collateral
    }

    /// Keeps a bundle for the platforms of a quote's kind; a file of that name is replaced at once.
    ///
    /// - Throws: whatever keeps the file from being written, or a ``Reason`` of the quote.
    public func keep(_ collateral: Collateral, for quote: Quote) throws {
        try Data(collateral.json).write(to: URL(filePath: try path(quote)), options: .atomic)
    }

    private func path(_ quote: Quote) throws(Reason) -> String {
        let (platform, authority) = try quote.uncheckedPlatform()
        let digits = platform.platform.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let tee = quote.header.tee == .sgx ? "sgx" : "tdx"
        return "\(folder)/\(tee)-\(digits)-\(authority.rawValue).json"
    }
}
