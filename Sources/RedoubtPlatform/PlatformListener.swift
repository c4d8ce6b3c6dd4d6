internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// The socket that hosts connect to: made here, or by systemd and passed on.
final class PlatformListener: Sendable {
    private static let backlog: Int32 = 128
    private let socket: OwnedDescriptor
    /// Where it is, if it was made here.
    private let ownPath: String?

    private init(_ socket: consuming OwnedDescriptor, ownPath: String?) {
        self.socket = socket
        self.ownPath = ownPath
    }

    /// Takes the socket that systemd has passed on, or makes one.
    ///
    /// Source: sd_listen_fds(3).
    static func open(_ path: String) throws(PlatformFailure) -> PlatformListener {
        if let activated = try activated() { return activated }
        var isTaken = false
        do throws(SystemError) {
            isTaken = try PlatformSocket.connect(path, timeout: .seconds(1)) != nil
        } catch {
            // A socket that nobody listens at is left over from a service that was killed.
            if error.errno == ECONNREFUSED { _ = unsafe unlink(path) }
        }
        guard !isTaken else {
            throw PlatformFailure("another platform service listens at \(path): stop it first")
        }
        let listener = unsafe redoubt_listen(path, 0o666, backlog)
        guard listener >= 0 else {
            throw PlatformFailure(
                "\(SystemError("listening at \(path)", errno: -listener)): the folder must be there, and the "
                    + "service's user must be able to write to it"
            )
        }
        return PlatformListener(OwnedDescriptor(listener), ownPath: path)
    }

    private static func activated() throws(PlatformFailure) -> PlatformListener? {
        func number(_ name: String) -> Int32? {
            unsafe getenv(name).flatMap { Int32(unsafe String(cString: $0)) }
        }
        guard number("LISTEN_PID") == getpid(), let count = number("LISTEN_FDS") else { return nil }
        for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { _ = unsafe unsetenv(name) }
        let first: Int32 = 3
        guard count == 1, redoubt_is_listening(first) == 1 else {
            throw PlatformFailure(
                "systemd passed \(count) sockets, and the service needs one: ListenSequentialPacket= in "
                    + "redoubtd.socket"
            )
        }
        // Off the number that a monitor finds its own socket at, and close-on-exec.
        let socket = redoubt_duplicate_above(first, 16)
        close(first)
        guard socket >= 0 else {
            throw PlatformFailure("\(SystemError("fcntl", errno: -socket))")
        }
        return PlatformListener(OwnedDescriptor(socket), ownPath: nil)
    }

    /// Takes the next connection; nil if there was none, and it is worth another try.
    ///
    /// Blocks the thread.
    func accept() -> OwnedDescriptor? {
        guard (try? Readiness.wait(for: [socket.rawValue])) != nil else { return nil }
        let patience = PlatformLimits.requestPatience.components.seconds * 1_000
        let connection = redoubt_accept(socket.rawValue, patience)
        if connection == -EMFILE || connection == -ENFILE || connection == -ENOMEM {
            // Until some connection ends; those that wait are not lost.
            usleep(50_000)
        }
        return connection >= 0 ? OwnedDescriptor(connection) : nil
    }

    /// Removes the socket's file, if it was made here: hosts know then that there is no service.
    func remove() {
        if let ownPath { _ = unsafe unlink(ownPath) }
    }
}
