import CollateralTesting
import Foundation
import RedoubtAttestation
import Testing

/// A genuine quote with its bundle and the pages that the bundle was made of.
struct GenuineQuote: Sendable, CustomTestStringConvertible {
    let name: String
    let file: String
    let collateral: String
    let at: String

    var testDescription: String { name }

    static let all = [
        GenuineQuote(
            name: "SGX",
            file: "dcapqvl_sgx_quote.bin",
            collateral: "bbffd2a57f43563b.json",
            at: "2025-07-04T10:28:44Z"
        ),
        GenuineQuote(
            name: "TDX",
            file: "gotdx_quote_v5_sample.bin",
            collateral: "81715842c706293a.json",
            at: "2026-03-05T10:50:03Z"
        ),
    ]

    static let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../RedoubtAttestationTests/Vectors").standardizedFileURL

    var path: String { Self.vectors.appending(path: "dcap/quotes/\(file)").path }

    var time: Timestamp {
        guard let time = Timestamp(at) else { preconditionFailure("\(at) is no time") }
        return time
    }

    func quote() throws -> Quote {
        try Quote(Array(try Data(contentsOf: URL(filePath: path))))
    }

    func bundle() throws -> Collateral {
        let url = Self.vectors.appending(path: "dcap/collateral/\(collateral)")
        return try Collateral(json: Array(try Data(contentsOf: url)))
    }

    /// The pages of the quote's bundle, or of another one's.
    func pages(_ bundle: Collateral? = nil) throws -> [String: LocalServer.Behaviour] {
        let quote = try quote()
        let (platform, authority) = try quote.uncheckedPlatform()
        let digits = platform.platform.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return try ServicePages.intel(
            bundle ?? self.bundle(),
            tee: quote.header.tee == .sgx ? "sgx" : "tdx",
            platform: digits.joined(),
            authority: authority
        ).mapValues { .page($0) }
    }
}

/// A folder that is removed with the last reference.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "redoubt-fetch-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
