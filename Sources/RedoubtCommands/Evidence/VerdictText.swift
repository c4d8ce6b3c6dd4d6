import RedoubtAttestation
import RedoubtControl

/// Verdicts and claims for people.
enum VerdictText {
    /// A verdict: claims, or every reason.
    static func text(_ verdict: Verdict) -> String {
        switch verdict {
        case .accepted(let verified):
            "ACCEPTED\n" + lines(verified.claims).joined(separator: "\n")
        case .refused(let refusal):
            "REFUSED\n" + refusal.map { "  \($0)" }.joined(separator: "\n")
        }
    }

    /// One line for each claim.
    static func lines(_ claims: Claims) -> [String] {
        var rows: [(String, String)] = [
            ("family", claims.family.rawValue), ("form", claims.profile),
        ]
        if let model = claims.hardwareModel { rows.append(("hardware model", model)) }
        if let id = claims.hardwareID { rows.append(("hardware id", hexadecimal(id))) }
        rows.append(("debug", claims.isDebug.map { $0 ? "YES" : "no" } ?? "not stated"))
        for measurement in claims.measurements {
            rows.append((measurement.name, hexadecimal(measurement.value)))
        }
        if let signer = claims.signer { rows.append(("signer", hexadecimal(signer))) }
        if let product = claims.product { rows.append(("product", hexadecimal(product))) }
        if let version = claims.securityVersion { rows.append(("security version", "\(version)")) }
        rows.append(("report data", hexadecimal(claims.reportData)))
        if let tcb = claims.tcb {
            rows.append(("TCB status", "\(tcb.status.rawValue), of \(tcb.date)"))
            if !tcb.advisories.isEmpty {
                rows.append(("advisories", tcb.advisories.joined(separator: ", ")))
            }
        }
        if let issued = claims.freshness.issuedAt { rows.append(("issued", "\(issued)")) }
        if let expires = claims.freshness.expiresAt { rows.append(("expires", "\(expires)")) }
        rows += claims.details.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return rows.map(line)
    }

    /// Rows of a name and a value; text from outside is shown harmless.
    static func line(_ name: String, _ value: String) -> String {
        let shown = VisibleText.of(name)
        return "  " + shown + String(repeating: " ", count: max(1, 24 - shown.count))
            + VisibleText.of(value)
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
