import Foundation
import RedoubtAttestation

/// One case of a file of cases: a quote, what to verify it with, and when.
///
/// The members are those of the attestation vectors' `cases.json`; paths are relative to that file.
struct VerificationCase: Decodable {
    let id: String
    /// A path, or `base64:` and the bytes.
    let quote: String
    let collateral: String
    let at: String
    let root: String

    /// What came out.
    struct Outcome {
        let id: String
        let isAccepted: Bool
        let status: TCBStatus?

        /// One line of JSON: `{"id": "...", "ok": true, "status": "UpToDate"}`.
        var line: String {
            let name = (try? JSONEncoder().encode(id)).map { String(decoding: $0, as: UTF8.self) }
            let status = status.map { "\"\($0.rawValue)\"" } ?? "null"
            return "{\"id\": \(name ?? "null"), \"ok\": \(isAccepted), \"status\": \(status)}"
        }
    }

    /// Reads a file of cases.
    static func load(_ path: String) throws -> [VerificationCase] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        return try JSONDecoder().decode([VerificationCase].self, from: data)
    }

    /// Reads what the case names, relative to the directory of the file of cases.
    func inputs(in base: URL) throws -> VerificationInputs {
        let encoded = "base64:"
        let quoteBytes =
            quote.hasPrefix(encoded)
            ? Data(base64Encoded: String(quote.dropFirst(encoded.count)))
            : try Data(contentsOf: base.appending(path: quote))
        guard let quoteBytes, let time = Timestamp(at) else {
            throw CommandFailure("the case \(id) is malformed: its quote or time cannot be read")
        }
        return VerificationInputs(
            quote: Array(quoteBytes),
            collateral: Array(try Data(contentsOf: base.appending(path: collateral))),
            root: Array(try Data(contentsOf: base.appending(path: root))),
            time: time
        )
    }

    /// Verifies the case; input that is malformed or cannot be read is refused.
    func outcome(in base: URL, _ policy: AppraisalPolicy) -> Outcome {
        guard let inputs = try? inputs(in: base), let verdict = try? inputs.verdict(policy) else {
            return Outcome(id: id, isAccepted: false, status: nil)
        }
        return Outcome(id: id, isAccepted: verdict.isAccepted, status: verdict.tcbStatus)
    }
}
