internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// The process at the other end of a connection, as the kernel tells it.
final class CallingProcess: Sendable {
    /// Its user.
    let user: UInt32
    /// Its number, which another process may have once it has ended.
    let number: Int32
    /// Its descriptor, which stays with it.
    let descriptor: OwnedDescriptor

    private init(user: UInt32, number: Int32, descriptor: consuming OwnedDescriptor) {
        self.user = user
        self.number = number
        self.descriptor = descriptor
    }

    /// Finds out who made the connection: `SO_PEERCRED` and `SO_PEERPIDFD`.
    ///
    /// Where the kernel has no `SO_PEERPIDFD` (before Linux 6.5), the process is opened by its number, and taken
    /// only if it runs and belongs to the same user.
    static func atOtherEnd(
        of connection: Int32
    ) throws(PlatformRefusal) -> CallingProcess {
        var number: Int32 = 0
        var user: UInt32 = 0
        guard unsafe redoubt_peer_credentials(connection, &number, &user) == 0, number > 0 else {
            throw .unknownCaller("it is in another PID namespace, or has ended")
        }
        let descriptor = redoubt_peer_process(connection)
        if descriptor >= 0 {
            return CallingProcess(
                user: user,
                number: number,
                descriptor: OwnedDescriptor(descriptor)
            )
        }
        guard descriptor == -ENOPROTOOPT else {
            throw .unknownCaller(SystemError("SO_PEERPIDFD", errno: -descriptor).description)
        }
        let opened = redoubt_process_descriptor(number)
        guard opened >= 0 else { throw .unknownCaller("it has ended") }
        let owned = OwnedDescriptor(opened)
        var status = stat()
        guard unsafe stat("/proc/\(number)", &status) == 0, status.st_uid == user,
            (try? Readiness.wait(for: [opened], until: .now)) == [false]
        else { throw .unknownCaller("its number has another process") }
        return CallingProcess(user: user, number: number, descriptor: owned)
    }
}
