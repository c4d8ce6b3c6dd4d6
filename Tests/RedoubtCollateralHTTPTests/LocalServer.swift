import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import RedoubtCollateral

/// A server on this machine's loopback, which serves pages and misbehaves.
final class LocalServer: Sendable {
    /// What is done with a request.
    enum Behaviour: Sendable {
        /// A whole answer.
        case page(TransportAnswer)
        /// Nothing comes.
        case silence
        /// Head and some of the body, and then nothing.
        case stall(TransportAnswer)
        /// A body without an end.
        case endless
        /// Head and half of the body, and then the connection is closed.
        case cutOff(TransportAnswer)
        /// The connection is closed.
        case close
    }

    private let channel: any Channel
    private let isSecure: Bool

    /// What a URL of the server begins with.
    var base: String {
        "\(isSecure ? "https" : "http")://localhost:\(channel.localAddress?.port ?? 0)"
    }

    /// Runs a body with a server that behaves for each path, with its query, as told; 404 for others.
    ///
    /// With `noise`, it answers everything with those bytes instead.
    static func withServer<Result>(
        _ behaviours: [String: Behaviour],
        certificate: (NIOSSLCertificate, NIOSSLPrivateKey)? = nil,
        noise: [UInt8]? = nil,
        _ body: (LocalServer) async throws -> Result
    ) async throws -> Result {
        let server = try await LocalServer(behaviours, certificate, noise)
        do {
            let result = try await body(server)
            try await server.channel.close()
            return result
        } catch {
            try? await server.channel.close()
            throw error
        }
    }

    private init(
        _ behaviours: [String: Behaviour],
        _ certificate: (NIOSSLCertificate, NIOSSLPrivateKey)?,
        _ noise: [UInt8]?
    ) async throws {
        let context = try certificate.map { certificate, key in
            try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: [.certificate(certificate)],
                    privateKey: .privateKey(key)
                )
            )
        }
        isSecure = context != nil
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let context {
                        try pipeline.addHandler(NIOSSLServerHandler(context: context))
                    }
                    if let noise {
                        try pipeline.addHandler(NoiseHandler(noise))
                        return
                    }
                    try pipeline.configureHTTPServerPipeline()
                    try pipeline.addHandler(PageHandler(behaviours))
                }
            }
            .bind(host: "localhost", port: 0).get()
    }
}

/// Answers the requests of one connection.
private final class PageHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let behaviours: [String: LocalServer.Behaviour]

    init(_ behaviours: [String: LocalServer.Behaviour]) {
        self.behaviours = behaviours
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        let missing = TransportAnswer(status: 404, headers: [:], body: Array("no such page".utf8))
        switch behaviours[head.uri] ?? .page(missing) {
        case .page(let answer):
            write(answer, answer.body.count, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .silence:
            break
        case .stall(let answer):
            write(answer, answer.body.count / 2, context)
            context.flush()
        case .endless:
            context.write(wrapOutboundOut(.head(Self.head(200, [:]))), promise: nil)
            writeOn(context)
        case .cutOff(let answer):
            write(answer, answer.body.count / 2, context)
            context.flush()
            context.close(promise: nil)
        case .close:
            context.close(promise: nil)
        }
    }

    private func write(
        _ answer: TransportAnswer,
        _ count: Int,
        _ context: ChannelHandlerContext
    ) {
        var headers = answer.headers
        headers["content-length"] = String(answer.body.count)
        context.write(wrapOutboundOut(.head(Self.head(answer.status, headers))), promise: nil)
        let part = context.channel.allocator.buffer(bytes: answer.body.prefix(count))
        context.write(wrapOutboundOut(.body(.byteBuffer(part))), promise: nil)
    }

    /// Writes until the client has had enough.
    private func writeOn(_ context: ChannelHandlerContext) {
        let part = context.channel.allocator.buffer(repeating: 0x20, count: 64 << 10)
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).whenSuccess {
            let (handler, context) = loopBound.value
            handler.writeOn(context)
        }
    }

    private static func head(_ status: Int, _ headers: [String: String]) -> HTTPResponseHead {
        HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(statusCode: status),
            headers: HTTPHeaders(headers.map { ($0.key, $0.value) })
        )
    }
}

/// Answers with bytes that may be no HTTP.
private final class NoiseHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        context.close(promise: nil)
    }
}
