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
        guard let bytes = read(try Self.name(quote)),
            let collateral = try? Collateral(json: bytes),
            let expiry = VerifiedCollateral(collateral).expiresAt, time <= expiry
        else { return nil }
        return collateral
    }

    /// Keeps a bundle for the platforms of a quote's kind; a file of that name is replaced at once.
    ///
    /// - Throws: whatever keeps the file from being written, or a ``Reason`` of the quote.
    public func keep(_ collateral: Collateral, for quote: Quote) throws {
        try write(collateral.json, try Self.name(quote))
    }

    /// The bundle for a report's key; nothing if there is none, or if it has expired or cannot be read.
    public func endorsements(
        for report: SNPReport,
        _ product: AMDProduct,
        at time: Timestamp
    ) -> EndorsementBundle? {
        guard let bytes = read(Self.name(report, product)),
            let bundle = try? EndorsementBundle(file: bytes),
            let expiry = bundle.expiresAt, time <= expiry
        else { return nil }
        return bundle
    }

    /// Keeps a bundle for a report's key; a file of that name is replaced at once.
    ///
    /// - Throws: whatever keeps the file from being written.
    public func keep(
        _ bundle: EndorsementBundle,
        for report: SNPReport,
        _ product: AMDProduct
    ) throws {
        try write(bundle.pem, Self.name(report, product))
    }

    private func read(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))).map(Array.init)
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
    }

    private static func name(_ quote: Quote) throws(Reason) -> String {
        let (platform, authority) = try quote.uncheckedPlatform()
        let tee = quote.header.tee == .sgx ? "sgx" : "tdx"
        return "\(tee)-\(digits(platform.platform))-\(authority.rawValue).json"
    }

    /// The path says which chip and TCB; a VLEK is the cloud's, and only its issuers are kept.
    private static func name(_ report: SNPReport, _ product: AMDProduct) -> String {
        let path = report.certificatePath(product) ?? "/vlek/v1/\(product.rawValue)"
        return "snp" + path.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() + ".pem"
    }

    private static func digits(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
