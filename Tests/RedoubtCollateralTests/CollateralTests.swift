import CollateralTesting
import Foundation
import RedoubtAttestation
import RedoubtCollateral
import Testing

/// A server in memory, which answers as Intel's and AMD's services do.
private struct Pages: CollateralTransport {
    var answers: [String: TransportAnswer] = [:]

    func get(_ url: String) async throws -> TransportAnswer {
        answers[url] ?? TransportAnswer(status: 404, headers: [:], body: [])
    }
}

@Suite("Collateral that is fetched and kept")
struct CollateralTests {
    private static let vectors = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../RedoubtAttestationTests/Vectors")
    private static let time = Timestamp("2025-07-04T10:28:44Z")

    private func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: Self.vectors.appending(path: path)))
    }

    private func quote() throws -> Quote {
        try Quote(bytes("dcap/quotes/dcapqvl_sgx_quote.bin"))
    }

    private func bundle() throws -> Collateral {
        try Collateral(json: bytes("dcap/collateral/bbffd2a57f43563b.json"))
    }

    private func pages(_ bundle: Collateral) throws -> Pages {
        let paths = try ServicePages.intel(bundle, platform: "00a067110000", authority: .processor)
        return Pages(
            answers: Dictionary(
                uniqueKeysWithValues: paths.map { ("https://service\($0)", $1) }
            )
        )
    }

    private func service(_ pages: Pages) -> IntelCollateralService {
        IntelCollateralService(
            base: "https://service",
            rootListURL: "https://service\(ServicePages.rootListPath)",
            transport: pages
        )
    }

    @Test("What Intel's service delivers is the bundle, byte for byte, and verifies the quote")
    func intel() async throws {
        let fetched = try await service(try pages(bundle())).collateral(for: quote())
        #expect(try fetched == bundle())
        let verdict = try quote().appraise(
            collateral: fetched,
            at: #require(Self.time),
            policy: .intel
        )
        #expect(verdict.isAccepted)
    }

    @Test(
        "A page that is missing, too large, malformed or without its chain is an error that names it"
    )
    func failures() async throws {
        let genuine = try pages(bundle())
        for url in genuine.answers.keys {
            var pages = genuine
            pages.answers[url] = nil
            await #expect(throws: CollateralError.self) {
                try await service(pages).collateral(for: try quote())
            }
            pages.answers[url] = TransportAnswer(
                status: 200,
                headers: [:],
                body: [UInt8](repeating: 0, count: 5 << 20)
            )
            await #expect(throws: CollateralError.self) {
                try await service(pages).collateral(for: try quote())
            }
            guard !url.hasSuffix(ServicePages.rootListPath), let answer = genuine.answers[url]
            else { continue }
            pages.answers[url] = TransportAnswer(status: 200, headers: [:], body: answer.body)
            await #expect(throws: CollateralError.self) {
                try await service(pages).collateral(for: try quote())
            }
        }
    }

    @Test("AMD's service is asked for the chip and the reported TCB")
    func amd() async throws {
        let report = try SNPReport(bytes("sev_snp/gosev_attestation.bin"))
        let chip = report.chipID.map { String(format: "%02x", $0) }.joined()
        let query = "blSPL=2&teeSPL=0&snpSPL=5&ucodeSPL=68"
        let base = "https://kds/vcek/v1/Milan"
        let pages = Pages(answers: [
            "\(base)/\(chip)?\(query)": TransportAnswer(
                status: 200,
                headers: [:],
                body: try bytes("sev_snp/gosev_vcek.der")
            ),
            "\(base)/cert_chain": TransportAnswer(
                status: 200,
                headers: [:],
                body: try bytes("sev_snp/amd_milan_vcek_chain.pem")
            ),
        ])
        let certificates = try await AMDKeyService(base: "https://kds", transport: pages)
            .certificates(for: report, .milan)
        let verdict = try report.appraise(
            certificates: certificates,
            at: #require(Timestamp("2022-09-24T01:00:00Z")),
            policy: AppraisalPolicy { AllowDebug() }
        )
        #expect(verdict.isAccepted)
    }

    @Test("A bundle is kept until its first part expires")
    func cache() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "redoubt-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let cache = CollateralCache(folder: folder.path)
        let time = try #require(Self.time)
        #expect(try cache.collateral(for: quote(), at: time) == nil)
        try cache.keep(bundle(), for: quote())
        #expect(try cache.collateral(for: quote(), at: time) == bundle())
        let late = try #require(Timestamp("2025-08-01T00:00:00Z"))
        #expect(try cache.collateral(for: quote(), at: late) == nil)
    }
}
