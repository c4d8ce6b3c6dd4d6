import EnclaveTesting
import Foundation
import RedoubtAttestation
import RedoubtCollateral
import Testing

/// The programs, against a server.
@Suite("redoubt verify --fetch")
struct FetchCommandTests {
    private func redoubt(_ arguments: [String]) async throws -> ProgramOutput {
        try await run(productsDirectory.appendingPathComponent("redoubt").path, arguments)
    }

    private func verify(
        _ example: GenuineQuote,
        _ server: LocalServer,
        _ options: [String]
    ) async throws -> ProgramOutput {
        try await redoubt(
            ["verify", example.path, "--at=\(example.at)", "--fetch", "--service=\(server.base)"]
                + options
        )
    }

    @Test("A quote is verified with what was fetched, and then with what was kept")
    func fetch() async throws {
        for example in GenuineQuote.all {
            let folder = try TemporaryFolder()
            let cache = "--cache=\(folder.path)/bundles"
            try await LocalServer.withServer(example.pages()) { server in
                let fetched = try await verify(example, server, [cache])
                #expect(fetched.status == 0, "\(fetched)")
            }
            let offline = try await redoubt(
                ["verify", example.path, "--at=\(example.at)", cache]
            )
            #expect(offline.status == 0, "\(offline)")
            let other = try await redoubt([
                "verify", example.path, "--at=2039-01-01T00:00:00Z", cache,
            ])
            #expect(other.status != 0 && other.standardError.contains("--fetch"))
        }
    }

    @Test func `What keeps collateral from being had is told`() async throws {
        let example = GenuineQuote.all[0]
        try await LocalServer.withServer([:]) { server in
            let missing = try await verify(example, server, [])
            #expect(missing.status != 0)
            #expect(missing.standardError.contains("status 404"), "\(missing)")
            #expect(missing.standardError.contains("\(server.base)/sgx/certification/v4/tcb"))
        }
        let elsewhere = try await redoubt(
            ["verify", example.path, "--fetch", "--service=http://pccs.example"]
        )
        #expect(elsewhere.status != 0 && elsewhere.standardError.contains("without TLS"))
        let mistaken = try await redoubt(["verify", example.path, "--service=https://pccs.example"])
        #expect(mistaken.status != 0 && mistaken.standardError.contains("--fetch"))
    }

    @Test func `Certificates of a report's key come from AMD's service`() async throws {
        func page(_ path: String) throws -> LocalServer.Behaviour {
            let url = GenuineQuote.vectors.appending(path: "sev_snp/\(path)")
            return .page(
                TransportAnswer(status: 200, headers: [:], body: Array(try Data(contentsOf: url)))
            )
        }
        let path = GenuineQuote.vectors.appending(path: "sev_snp/virtee_report_milan.bin").path
        let report = try SNPReport(Array(try Data(contentsOf: URL(filePath: path))))
        let key = try #require(report.certificatePath(.milan))
        let pages = [
            key: try page("virtee_vcek_milan.der"),
            "/vcek/v1/Milan/cert_chain": try page("amd_milan_vcek_chain.pem"),
        ]
        try await LocalServer.withServer(pages) { server in
            let options = [
                "verify", path, "--at=2025-01-01T00:00:00Z", "--fetch",
                "--amd-service=\(server.base)",
            ]
            let unnamed = try await redoubt(options)
            #expect(unnamed.status != 0 && unnamed.standardError.contains("--product"))
            // AMD's real list cannot be had here: its absence is an error, and not overlooked.
            let missing = try await redoubt(options + ["--product=milan"])
            #expect(missing.status != 0, "\(missing)")
            #expect(missing.standardError.contains("/vcek/v1/Milan/crl answered with status 404"))
        }
    }
}
