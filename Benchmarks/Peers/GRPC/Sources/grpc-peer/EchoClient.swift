import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// Measures calls of 64 bytes each way to a server in another process.
struct EchoClient {
    private static let messageBytes = 64
    private static let warmUps = 1_000
    private static let rounds = 10_000
    let path: String

    /// Microseconds for each call.
    func latencies() async throws -> [Double] {
        try await withGRPCClient(
            transport: .http2NIOPosix(
                target: .unixDomainSocket(path: path),
                transportSecurity: .plaintext
            )
        ) { client in
            let message = [UInt8](repeating: 1, count: Self.messageBytes)
            var options = CallOptions.defaults
            // The server may still be starting.
            options.waitForReady = true
            options.timeout = .seconds(30)
            var times: [Double] = []
            for round in 0..<Self.warmUps + Self.rounds {
                let start = ContinuousClock.now
                let answer = try await client.unary(
                    request: ClientRequest(message: message),
                    descriptor: EchoService.method,
                    serializer: RawBytes(),
                    deserializer: RawBytes(),
                    options: options
                ) { response in try response.message }
                let time = (ContinuousClock.now - start) / .microseconds(1)
                guard answer == message else { throw WrongAnswer() }
                if round >= Self.warmUps { times.append(time) }
            }
            return times
        }
    }

    /// What the server returned is not what it was sent.
    struct WrongAnswer: Error {}
}
