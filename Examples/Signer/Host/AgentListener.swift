import Dispatch
import Foundation
import Synchronization

/// A Unix socket of mode 0600 that packets come in at, each a length of 4 bytes and so many bytes.
final class AgentListener: Sendable {
    private let path: String
    private let descriptor: Int32
    private let connections = Mutex(0)

    /// The longest packet: that of OpenSSH's agent.
    static let packetBytes = 256 << 10
    /// The most connections at a time; others are closed at once.
    static let connectionLimit = 32

    /// Makes the socket.
    init(path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let capacity = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < capacity else {
            throw SignerFailure(
                "the socket's path has more than \(capacity - 1) bytes: choose a shorter one"
            )
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            unsafe buffer.copyBytes(from: path.utf8)
        }
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SignerFailure("no socket: \(Self.problem)") }
        self.path = path
        // The mode before the name: nobody else can connect in between.
        guard fchmod(descriptor, 0o600) == 0 else {
            throw SignerFailure("the socket's mode: \(Self.problem)")
        }
        let mask = umask(0o177)
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size)
            }
        }
        let problem = Self.problem
        umask(mask)
        guard bound == 0, listen(descriptor, 16) == 0 else {
            close(descriptor)
            throw SignerFailure(
                "no socket at \(path): \(problem): choose a path where nothing is, in a folder that is there"
            )
        }
    }

    /// Removes the socket.
    func remove() { _ = unsafe unlink(path) }

    /// Begins to serve; returns at once.
    ///
    /// - Parameter answer: called for each packet, with one call after the other for a connection.
    func serve(_ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]) {
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else {
                    // Out of descriptors, for example: a pause, and another try.
                    usleep(100_000)
                    continue
                }
                guard
                    connections.withLock({
                        $0 += 1; return $0 <= Self.connectionLimit
                    })
                else {
                    connections.withLock { $0 -= 1 }
                    close(connection)
                    continue
                }
                Thread.detachNewThread { [self] in
                    serve(AgentConnection(descriptor: connection), answer)
                    close(connection)
                    connections.withLock { $0 -= 1 }
                }
            }
        }
    }

    private func serve(
        _ connection: AgentConnection,
        _ answer: @escaping @Sendable ([UInt8]) async -> [UInt8]
    ) {
        while let packet = connection.readPacket(limitBytes: Self.packetBytes) {
            let answered = Answer()
            Task {
                answered.set(await answer(packet))
            }
            guard connection.writePacket(answered.wait()) else { return }
        }
    }

    private static var problem: String { unsafe String(cString: strerror(errno)) }
}

/// An answer that a thread waits for.
private final class Answer: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let isThere = DispatchSemaphore(value: 0)

    func set(_ answer: [UInt8]) {
        bytes.withLock { $0 = answer }
        isThere.signal()
    }

    func wait() -> [UInt8] {
        isThere.wait()
        return bytes.withLock { $0 }
    }
}
