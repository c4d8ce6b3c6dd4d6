internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL
public import RedoubtCollateral

/// Gets pages with async-http-client: over TLS, within a size and a time, and from where it was told alone.
///
/// A redirect is an error that names where it leads: a service that has moved is for whoever configures it to
/// follow. Answers are taken as they come, without decompression.
public struct HTTPTransport: CollateralTransport {
    private let client: HTTPClient
    private let settings: HTTPSettings

    /// Runs a body with a transport, whose connections are closed at the end.
    ///
    /// - Parameters:
    ///   - settings: limits, and whom to trust.
    ///   - body: what to do with it.
    /// - Returns: what the body returns.
    /// - Throws: ``CollateralError`` if the file of roots cannot be read, and what the body throws.
    public static func withTransport<Result>(
        _ settings: HTTPSettings = HTTPSettings(),
        _ body: (HTTPTransport) async throws -> Result
    ) async throws -> Result {
        let transport = try HTTPTransport(settings)
        let result: Result
        do {
            result = try await body(transport)
        } catch {
            try? await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
        return result
    }

    /// A transport for as long as a server runs; ``shutDown()`` ends it.
    ///
    /// - Parameter settings: limits, and whom to trust.
    /// - Throws: ``CollateralError`` if the file of roots cannot be read.
    public init(_ settings: HTTPSettings = HTTPSettings()) throws {
        var security = TLSConfiguration.makeClientConfiguration()
        security.minimumTLSVersion = .tlsv12
        if let path = settings.serverRootsPath {
            do {
                security.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            } catch {
                throw CollateralError.serverRoots(path: path, "\(error)")
            }
        }
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: security,
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(settings.connectTimeout)),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        // What keeps a connection from being made is then told, instead of the time that the attempts took.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        self.settings = settings
    }

    /// Closes the connections.
    ///
    /// The transport must not be used after.
    ///
    /// - Throws: if it was shut down before.
    public func shutDown() async throws {
        try await client.shutdown()
    }

    /// Gets the page at a URL.
    ///
    /// - Parameter url: `https://…`, or `http://…` where the settings allow it.
    /// - Returns: the answer; a status other than 200 is returned without its page.
    /// - Throws: ``CollateralError``.
    public func get(_ url: String) async throws -> TransportAnswer {
        try ServerAddress.check(url, settings.plainHTTP)
        let timeout = settings.pageTimeout
        return try await withThrowingTaskGroup(of: TransportAnswer?.self) { group in
            group.addTask { try await answer(url) }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let answer = first else {
                throw CollateralError.late(url: url, timeout)
            }
            return answer
        }
    }

    private func answer(_ url: String) async throws -> TransportAnswer {
        do {
            // The caller's clock ends this; the client's own would not count the page.
            let response = try await client.execute(
                HTTPClientRequest(url: url),
                deadline: .distantFuture
            )
            let status = Int(response.status.code)
            if (300..<400).contains(status) {
                throw CollateralError.redirected(
                    url: url,
                    to: response.headers.first(name: "location")
                )
            }
            let headers = Dictionary(
                response.headers.map { ($0.name.lowercased(), $0.value) },
                uniquingKeysWith: { first, _ in first }
            )
            guard status == 200 else {
                return TransportAnswer(status: status, headers: headers, body: [])
            }
            let page = try await response.body.collect(upTo: settings.limitBytes)
            return TransportAnswer(
                status: status,
                headers: headers,
                body: Array(page.readableBytesView)
            )
        } catch is NIOTooManyBytesError {
            throw CollateralError.tooLarge(url: url, limit: settings.limitBytes)
        } catch let error as NIOSSLError {
            throw CollateralError.untrustedServer(url: url, "\(error)")
        } catch let error as NIOSSLExtraError {
            throw CollateralError.untrustedServer(url: url, "\(error)")
        }
    }
}

extension TimeAmount {
    /// The whole nanoseconds of a duration.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (scaled, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = .nanoseconds(overflows ? .max : scaled + attoseconds / 1_000_000_000)
    }
}
