import Glibc
import Testing

/// Two connected sockets, as bare descriptors that no child inherits.
enum DescriptorPair {
    /// For packets.
    static func packets() throws -> (Int32, Int32) {
        try make(SOCK_SEQPACKET.rawValue)
    }

    /// For bytes, read without blocking.
    static func bytes() throws -> (reader: Int32, writer: Int32) {
        try make(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
    }

    private static func make(_ kind: UInt32) throws -> (Int32, Int32) {
        var pair: [Int32] = [-1, -1]
        try #require(
            unsafe socketpair(AF_UNIX, Int32(kind | SOCK_CLOEXEC.rawValue), 0, &pair) == 0
        )
        return (pair[0], pair[1])
    }
}

/// Whether somebody still has the other descriptor of a pair.
func isOpen(_ reader: Int32) -> Bool {
    var byte: UInt8 = 0
    return unsafe read(reader, &byte, 1) != 0
}

/// Whether nobody has the other descriptor of a pair.
///
/// A process that another test is just starting has it until it executes, so there is some patience.
func isClosed(_ reader: Int32) -> Bool {
    var event = pollfd(fd: reader, events: 0, revents: 0)
    return unsafe poll(&event, 1, 30_000) == 1 && event.revents & Int16(POLLHUP) != 0
}
