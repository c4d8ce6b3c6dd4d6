import Foundation
import RedoubtAttestation
import Testing

/// One case of `dcap/cases.json`.
struct QuoteCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Expectation: Decodable, Sendable {
        let ok: Bool
        let status: String?
        let reason: String
    }

    let id: String
    let quote: String
    let collateral: String
    let at: String
    let root: String
    let expect: Expectation
    let expectStrict: Expectation?

    enum CodingKeys: String, CodingKey {
        case id, quote, collateral, at, root, expect
        case expectStrict = "expect_strict"
    }

    var testDescription: String { id }

    static let all: [QuoteCase] = {
        guard let bytes = try? Vectors.bytes("dcap/cases.json"),
            let cases = try? JSONDecoder().decode([QuoteCase].self, from: Data(bytes))
        else { preconditionFailure("the cases cannot be read") }
        return cases
    }()

    /// Genuine cases that are accepted, one for each quote.
    static let genuine: [QuoteCase] = {
        var seen: Set<String> = []
        return all.filter {
            $0.id.hasPrefix("genuine/") && $0.expect.ok && seen.insert($0.quote).inserted
        }
    }()

    static func named(_ id: String) -> QuoteCase {
        guard let found = all.first(where: { $0.id == id }) else {
            preconditionFailure("there is no case \(id)")
        }
        return found
    }

    static let simple = named("genuine/sgx_dcap_v3/dcapqvl_sgx_quote@1751624924")
    static let domain = named("genuine/tdx_v5/gotdx_quote_v5_sample@1772707803")

    func quoteBytes() throws -> [UInt8] {
        quote.hasPrefix("base64:")
            ? try Vectors.base64(String(quote.dropFirst(7))) : try Vectors.bytes("dcap/\(quote)")
    }

    func bundle() throws -> Collateral {
        try Collateral(json: try Vectors.bytes("dcap/\(collateral)"))
    }

    func trustedRoot() throws -> TrustedRoot {
        try TrustedRoot(pem: try Vectors.bytes("dcap/\(root)"))
    }

    var time: Timestamp {
        guard let time = Timestamp(at) else { preconditionFailure("\(at) is no time") }
        return time
    }

    /// The verdict, or nothing where the quote or bundle is malformed.
    func verdict(_ policy: AppraisalPolicy) throws -> Verdict? {
        let bytes = try quoteBytes()
        let root = try trustedRoot()
        guard let quote = try? Quote(bytes), let collateral = try? bundle() else { return nil }
        return quote.appraise(collateral: collateral, at: time, policy: policy, root: root)
    }
}
