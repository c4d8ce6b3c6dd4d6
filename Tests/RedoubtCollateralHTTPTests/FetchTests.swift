import CollateralTesting
import Foundation
import RedoubtAttestation
import RedoubtCollateral
import RedoubtCollateralHTTP
import Testing

@Suite("Collateral from a server")
struct FetchTests {
    private static let settings = HTTPSettings(plainHTTP: .fromThisMachine)

    /// The services at a server, through a transport.
    private func source(
        _ server: LocalServer,
        _ transport: HTTPTransport,
        cache: CollateralCache? = nil
    ) -> CollateralSource {
        CollateralSource(
            cache: cache,
            intel: IntelCollateralService(
                base: server.base,
                rootListURL: server.base + ServicePages.rootListPath,
                transport: transport
            ),
            amd: AMDKeyService(base: server.base, transport: transport)
        )
    }

    private func fetch(
        _ example: GenuineQuote,
        _ behaviours: [String: LocalServer.Behaviour]
    ) async throws -> Collateral {
        try await LocalServer.withServer(behaviours) { server in
            try await HTTPTransport.withTransport(Self.settings) { transport in
                try await source(server, transport)
                    .collateral(for: example.quote(), at: example.time)
            }
        }
    }

    @Test(
        "What a server delivers is the bundle, byte for byte, and verifies the quote",
        arguments: GenuineQuote.all
    )
    func intel(_ example: GenuineQuote) async throws {
        let fetched = try await fetch(example, example.pages())
        #expect(try fetched == example.bundle())
        let verdict = try example.quote().appraise(
            collateral: fetched,
            at: example.time,
            policy: .intel
        )
        #expect(verdict.isAccepted)
    }

    @Test(
        "A page that fails in any way is an error that names it",
        arguments: GenuineQuote.all
    )
    func failures(_ example: GenuineQuote) async throws {
        let genuine = try example.pages()
        for (path, behaviour) in genuine {
            guard case .page(let answer) = behaviour else { continue }
            func answering(_ status: Int, _ body: [UInt8]) -> LocalServer.Behaviour {
                .page(TransportAnswer(status: status, headers: answer.headers, body: body))
            }
            let failing: [LocalServer.Behaviour] = [
                answering(404, []), answering(500, Array("{}".utf8)), answering(200, []),
                answering(200, Array(answer.body.dropLast(answer.body.count / 2))),
                answering(200, Array("<html>not found</html>".utf8)), .close, .cutOff(answer),
            ]
            for behaviour in failing {
                var pages = genuine
                pages[path] = behaviour
                do {
                    _ = try await fetch(example, pages)
                    Issue.record("\(path) with \(behaviour) was taken")
                } catch let error as CollateralError {
                    #expect(error.description.contains("http://localhost:"), "\(error)")
                }
            }
        }
    }

    @Test func `What is signed wrongly is refused, and is not kept`() async throws {
        let example = GenuineQuote.all[0]
        let folder = try TemporaryFolder()
        var changed = try example.bundle()
        changed.tcbInfoSignature[10] ^= 1
        let pages = try example.pages(changed)
        try await LocalServer.withServer(pages) { server in
            try await HTTPTransport.withTransport(Self.settings) { transport in
                let cache = CollateralCache(folder: folder.path)
                do {
                    _ = try await source(server, transport, cache: cache)
                        .collateral(for: example.quote(), at: example.time)
                    Issue.record("a wrong signature was taken")
                } catch CollateralError.refused(_, let reasons) {
                    #expect(reasons.map(\.code) == [.collateralSignature])
                }
                #expect(try cache.collateral(for: example.quote(), at: example.time) == nil)
            }
        }
    }

    @Test func `What is kept is used without a server until it expires`() async throws {
        let example = GenuineQuote.all[0]
        let folder = try TemporaryFolder()
        let cache = CollateralCache(folder: folder.path)
        try await HTTPTransport.withTransport(Self.settings) { transport in
            try await LocalServer.withServer(example.pages()) { server in
                _ = try await source(server, transport, cache: cache)
                    .collateral(for: example.quote(), at: example.time)
            }
            // Nobody answers here.
            try await LocalServer.withServer([:]) { server in
                let offline = source(server, transport, cache: cache)
                let kept = try await offline.collateral(for: example.quote(), at: example.time)
                #expect(try kept == example.bundle())
                let late = Timestamp(
                    secondsSince1970: example.time.secondsSince1970 + 86_400 * 365
                )
                await #expect(throws: CollateralError.self) {
                    try await offline.collateral(for: example.quote(), at: late)
                }
            }
        }
    }
}
