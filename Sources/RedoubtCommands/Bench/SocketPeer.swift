import Foundation
import RedoubtControl

/// What a program does today that keeps a secret in another process: it asks over a Unix socket.
enum SocketPeer {
    static let messageBytes = 64

    /// Microseconds for a request and its answer, the median.
    static func measure() throws -> Double { median(try latencies()) }

    /// Microseconds of each of many requests and their answers.
    static func latencies() throws -> [Double] {
        var ends: [Int32] = [-1, -1]
        guard
            unsafe socketpair(
                AF_UNIX,
                Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue),
                0,
                &ends
            ) == 0
        else {
            throw CommandFailure("socketpair: \(unsafe String(cString: strerror(errno)))")
        }
        let near = OwnedDescriptor(ends[0])
        let far = OwnedDescriptor(ends[1])
        let process = try ChildProcess.spawn(
            path: "/proc/self/exe",
            arguments: ["redoubt", "bench", "peer"],
            environment: ChildProcess.libraryPath,
            inherited: [(far.rawValue, 0), (1, 1), (2, 2)]
        )
        defer {
            shutdown(near.rawValue, Int32(SHUT_RDWR))
            _ = try? ChildProcess.waitForEnd(of: process)
        }
        var times: [Double] = []
        for round in 0..<22_000 {
            let start = ContinuousClock.now
            guard send(near.rawValue), receive(near.rawValue) else {
                throw CommandFailure("the process at the other end of the socket has ended")
            }
            // The first ones hold the start of the process.
            if round >= 2_000 { times.append((ContinuousClock.now - start).inMicroseconds) }
        }
        return times
    }

    /// Answers, until the other end is closed.
    static func answer() {
        while receive(0), send(0) {}
    }

    private static func send(_ socket: Int32) -> Bool {
        let message = [UInt8](repeating: 1, count: messageBytes)
        return unsafe write(socket, message, messageBytes) == messageBytes
    }

    private static func receive(_ socket: Int32) -> Bool {
        var message = [UInt8](repeating: 0, count: messageBytes)
        var count = 0
        while count < messageBytes {
            let got = unsafe read(socket, &message, messageBytes - count)
            guard got > 0 else { return false }
            count += got
        }
        return true
    }
}
