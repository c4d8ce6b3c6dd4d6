import Foundation
import NIOSSL
import RedoubtCollateral
import RedoubtCollateralHTTP
import Testing

@Suite("Pages over HTTP")
struct HTTPTransportTests {
    private static let page = TransportAnswer(
        status: 200,
        headers: ["x-chain": "abc"],
        body: Array(repeating: UInt8(ascii: "a"), count: 10_000)
    )
    private static let settings = HTTPSettings(
        plainHTTP: .fromThisMachine,
        limitBytes: 20_000,
        pageTimeout: .seconds(60)
    )

    /// The error that a page is met with.
    private func error(
        _ behaviour: LocalServer.Behaviour,
        _ settings: HTTPSettings = Self.settings,
        noise: [UInt8]? = nil
    ) async throws -> (any Error)? {
        try await LocalServer.withServer(["/page": behaviour], noise: noise) { server in
            try await HTTPTransport.withTransport(settings) { transport in
                do {
                    _ = try await transport.get("\(server.base)/page")
                    return nil
                } catch {
                    return error
                }
            }
        }
    }

    @Test func `A page comes with its status, headers and bytes`() async throws {
        try await LocalServer.withServer(["/page": .page(Self.page)]) { server in
            try await HTTPTransport.withTransport(Self.settings) { transport in
                let answer = try await transport.get("\(server.base)/page")
                #expect(answer.status == 200)
                #expect(answer.headers["x-chain"] == "abc")
                #expect(answer.body == Self.page.body)
                let other = try await transport.get("\(server.base)/other")
                #expect(other.status == 404)
            }
        }
    }

    @Test func `A page that is too large is given up, whether it has an end or not`() async throws {
        let large = TransportAnswer(
            status: 200,
            headers: [:],
            body: [UInt8](repeating: 0, count: 20_001)
        )
        for behaviour in [LocalServer.Behaviour.page(large), .endless] {
            let found = try await error(behaviour)
            guard case .tooLarge(_, 20_000) = found as? CollateralError else {
                Issue.record("\(String(describing: found))")
                continue
            }
        }
    }

    @Test func `A page that does not come to its end in time is given up`() async throws {
        var settings = Self.settings
        settings.pageTimeout = .milliseconds(300)
        for behaviour in [LocalServer.Behaviour.silence, .stall(Self.page)] {
            let found = try await error(behaviour, settings)
            guard case .late = found as? CollateralError else {
                Issue.record("\(String(describing: found))")
                continue
            }
        }
    }

    @Test func `A page that is cut off, a closed connection and noise are errors`() async throws {
        #expect(try await error(.cutOff(Self.page)) != nil)
        #expect(try await error(.close) != nil)
        for noise in ["hello\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 99999\r\n\r\nshort"] {
            #expect(try await error(.close, noise: Array(noise.utf8)) != nil)
        }
        let headers = String(
            repeating: "x-header: \(String(repeating: "y", count: 1000))\r\n",
            count: 3000
        )
        let large = "HTTP/1.1 200 OK\r\n\(headers)content-length: 2\r\n\r\nab"
        #expect(try await error(.close, noise: Array(large.utf8)) != nil)
    }

    @Test func `A redirect is not followed, and the error says where it leads`() async throws {
        let elsewhere = TransportAnswer(
            status: 302,
            headers: ["location": "https://elsewhere.example/page"],
            body: []
        )
        let found = try await error(.page(elsewhere)) as? CollateralError
        guard case .redirected = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(found?.description.contains("https://elsewhere.example/") == true)
    }

    @Test func `Without TLS, only this machine is asked, and only if that is allowed`() async throws
    {
        try await HTTPTransport.withTransport(Self.settings) { transport in
            for url in ["http://pccs.example/page", "ftp://localhost/page", "page", "https://", ""]
            {
                await #expect(throws: CollateralError.self) { try await transport.get(url) }
            }
        }
        var settings = Self.settings
        settings.plainHTTP = .never
        let found = try await error(.page(Self.page), settings) as? CollateralError
        guard case .plainHTTP = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test func `A server's certificate must be trusted, by the system's roots or by those named`()
        async throws
    {
        let own = try ServerCertificate()
        defer { own.remove() }
        let pages = ["/page": LocalServer.Behaviour.page(Self.page)]
        try await LocalServer.withServer(pages, certificate: own.forServer) { server in
            try await HTTPTransport.withTransport { transport in
                do {
                    _ = try await transport.get("\(server.base)/page")
                    Issue.record("a certificate of nobody's was trusted")
                } catch CollateralError.untrustedServer {}
            }
            let trusting = HTTPSettings(serverRootsPath: own.path)
            try await HTTPTransport.withTransport(trusting) { transport in
                let answer = try await transport.get("\(server.base)/page")
                #expect(answer.body == Self.page.body)
                // The certificate is for another name than this.
                let address = server.base.replacing("localhost", with: "127.0.0.1")
                await #expect(throws: CollateralError.self) {
                    try await transport.get("\(address)/page")
                }
            }
        }
    }

    @Test func `A file of roots that cannot be read is an error that names it`() throws {
        let error = #expect(throws: CollateralError.self) {
            try HTTPTransport(HTTPSettings(serverRootsPath: "/nowhere/roots.pem"))
        }
        #expect(error?.description.contains("/nowhere/roots.pem") == true)
    }
}
