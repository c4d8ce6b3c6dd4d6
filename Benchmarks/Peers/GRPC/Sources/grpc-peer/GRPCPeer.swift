import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix

/// Prints the median latency of a call by gRPC over a Unix socket, as JSON.
///
/// Without arguments it starts itself as the server and measures.
@main
enum GRPCPeer {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "serve" {
            try await serve(arguments[2])
        } else {
            try await measure()
        }
    }

    private static func serve(_ path: String) async throws {
        let server = GRPCServer(
            transport: .http2NIOPosix(
                address: .unixDomainSocket(path: path),
                transportSecurity: .plaintext
            ),
            services: [EchoService()]
        )
        // The client holds the other end of the standard input: the server ends with it, however that ends.
        Thread.detachNewThread {
            while !FileHandle.standardInput.availableData.isEmpty {}
            exit(0)
        }
        try await server.serve()
    }

    private static func measure() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("grpc-peer-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let socket = folder.appendingPathComponent("socket").path
        let server = Process()
        let input = Pipe()
        server.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        server.arguments = ["serve", socket]
        server.standardInput = input
        try server.run()
        defer {
            try? input.fileHandleForWriting.close()
            server.waitUntilExit()
        }
        let times = try await EchoClient(path: socket).latencies().sorted()
        print("{\"medianMicroseconds\": \(times[times.count / 2])}")
    }
}
