import Foundation
import RedoubtAttestation
import Testing

@Suite("Nitro documents")
struct NitroTests {
    private struct Sample {
        let name: String
        let signatureHolds: Bool
        let isDebug: Bool
        let time: Timestamp
        let bytes: [UInt8]
        let measurement: [UInt8]
    }

    /// The documents of the index, with what an independent check found.
    private static func samples() throws -> [Sample] {
        let files = try Vectors.object("nitro/index.json")["files"] as? [[String: Any]] ?? []
        return try files.compactMap { file in
            guard let name = file["file"] as? String,
                let checked = file["checked"] as? [String: Any],
                let from = checked["valid_from"] as? String, let debug = checked["debug"] as? Bool,
                let start = Timestamp(
                    from.replacingOccurrences(of: "+00:00", with: "Z")
                        .replacingOccurrences(of: " ", with: "T")
                )
            else { return nil }
            var bytes = try Vectors.bytes("nitro/\(name)")
            if name.hasSuffix(".b64") { bytes = try document(bytes) }
            return Sample(
                name: name,
                signatureHolds: checked["cose_signature"] as? String == "valid",
                isDebug: debug,
                time: Timestamp(secondsSince1970: start.secondsSince1970 + 600),
                bytes: bytes,
                measurement: Vectors.hexadecimal(checked["pcr0"] as? String ?? "")
            )
        }
    }

    /// A document in base64, perhaps in a JSON string.
    private static func document(_ bytes: [UInt8]) throws -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        return try Vectors.base64(text.filter { $0 != "\"" })
    }

    private static var allowingDebug: AppraisalPolicy { AppraisalPolicy { AllowDebug() } }

    @Test("Every document of the index is decided as an independent check found")
    func index() throws {
        let samples = try Self.samples()
        #expect(samples.count == 6)
        for sample in samples {
            let document = try NitroDocument(sample.bytes)
            #expect(document.isDebug == sample.isDebug, "\(sample.name)")
            #expect(document.registers[0] == sample.measurement)
            let verdict = document.appraise(at: sample.time, policy: Self.allowingDebug)
            #expect(verdict.isAccepted == sample.signatureHolds, "\(sample.name): \(verdict)")
            let plain = document.appraise(at: sample.time, policy: AppraisalPolicy())
            #expect(plain.isAccepted == (sample.signatureHolds && !sample.isDebug))
        }
    }

    @Test("A document is refused outside its certificate's three hours, and under another root")
    func conditions() throws {
        let sample = try #require(try Self.samples().first { !$0.isDebug })
        let document = try NitroDocument(sample.bytes)
        for offset: Int64 in [-86_400, 86_400] {
            let time = Timestamp(secondsSince1970: sample.time.secondsSince1970 + offset)
            #expect(!document.appraise(at: time, policy: AppraisalPolicy()).isAccepted)
        }
        let other = try document.appraise(
            at: sample.time,
            policy: AppraisalPolicy(),
            root: TrustedRoot(pem: Vectors.bytes("nitro/fortanix_unknown_ca.pem"))
        )
        #expect(!other.isAccepted)
    }

    @Test("A root that was tampered with is not read, or not trusted")
    func tamperedRoot() throws {
        let sample = try #require(try Self.samples().first { !$0.isDebug })
        let bytes = try Vectors.bytes("nitro/fortanix_tampered_root_cert.pem")
        guard let root = try? TrustedRoot(pem: bytes) else { return }
        let verdict = try NitroDocument(sample.bytes)
            .appraise(at: sample.time, policy: AppraisalPolicy(), root: root)
        #expect(!verdict.isAccepted)
    }
}
