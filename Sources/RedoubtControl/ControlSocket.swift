public import RedoubtABI
internal import CRedoubtSystem
internal import Glibc
internal import Synchronization

/// The socket between a host and a monitor.
///
/// Each packet is one value, with file descriptors beside it.
public struct ControlSocket: ~Copyable, Sendable {
    /// A packet's size: a launch request with the longest lists has room in it.
    public static let packetLimitBytes = 192 << 10
    private let descriptor: OwnedDescriptor

    /// Takes a connected `SOCK_SEQPACKET` socket over.
    public init(_ descriptor: consuming OwnedDescriptor) {
        self.descriptor = descriptor
    }

    /// Makes two connected sockets and passes them on: the first for this process, the second for a
    /// child.
    ///
    /// `socketpair`.
    public static func withPair<Result>(
        _ body: (consuming ControlSocket, consuming OwnedDescriptor) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        var pair: [Int32] = [-1, -1]
        let kind = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
            throw SystemError("socketpair", errno: errno)
        }
        return try body(ControlSocket(OwnedDescriptor(pair[0])), OwnedDescriptor(pair[1]))
    }

    /// The descriptor, valid as long as this value lives.
    public var rawDescriptor: Int32 { descriptor.rawValue }

    /// Sends a value and copies of descriptors.
    ///
    /// - Throws: ``SystemError``: `EMSGSIZE` if the value is too large for a packet, `EPIPE` if the other
    ///   side is gone.
    public borrowing func send(
        _ value: some WireCodable,
        descriptors: [Int32] = []
    ) throws(SystemError) {
        try Self.send(value, descriptors: descriptors, over: descriptor.rawValue)
    }

    /// Sends a value over a socket that somebody else owns.
    ///
    /// - Throws: as ``send(_:descriptors:)``.
    package static func send(
        _ value: some WireCodable,
        descriptors: [Int32],
        over socket: Int32
    ) throws(SystemError) {
        var failure: Int32 = 0
        unsafe withUnsafeTemporaryAllocation(byteCount: Self.packetLimitBytes, alignment: 16) {
            buffer in
            var encoder = unsafe WireEncoder(writingTo: buffer)
            do throws(WireError) {
                try value.encode(to: &encoder)
            } catch {
                failure = EMSGSIZE
                return
            }
            guard let start = buffer.baseAddress else { return }
            let sent = unsafe redoubt_send_packet(
                socket,
                start,
                encoder.count,
                descriptors,
                descriptors.count
            )
            failure = sent < 0 ? Int32(-sent) : 0
        }
        guard failure == 0 else { throw SystemError("sendmsg", errno: failure) }
    }

    /// What arrived.
    public enum Packet<Value: Sendable>: Sendable {
        /// A value and as many descriptors as were sent.
        case value(Value, OwnedDescriptors)
        /// The other side is gone.
        case endOfStream
        /// Bytes that are no such value.
        case malformed
    }

    /// Waits for a value.
    ///
    /// Blocks the thread.
    ///
    /// - Throws: ``SystemError`` of `recvmsg`.
    public borrowing func receive<Value: WireCodable>(
        _ type: Value.Type
    ) throws(SystemError) -> Packet<Value> {
        try Self.receive(type, from: descriptor.rawValue)
    }

    /// Waits for a value from a socket that somebody else owns.
    ///
    /// - Throws: as ``receive(_:)``.
    package static func receive<Value: WireCodable>(
        _ type: Value.Type,
        from socket: Int32
    ) throws(SystemError) -> Packet<Value> {
        var bytes = [UInt8](repeating: 0, count: Self.packetLimitBytes)
        var raw = [Int32](repeating: -1, count: 8)
        var count = 0
        let received = unsafe redoubt_receive_packet(
            socket,
            &bytes,
            bytes.count,
            &raw,
            &count
        )
        guard received >= 0 else { throw SystemError("recvmsg", errno: Int32(-received)) }
        let descriptors = OwnedDescriptors(Array(raw.prefix(count)))
        guard received > 0 else { return .endOfStream }
        let value: Value? = unsafe bytes.withUnsafeBytes { buffer in
            var decoder = unsafe WireDecoder(
                reading: UnsafeRawBufferPointer(rebasing: buffer[..<received])
            )
            do throws(WireError) {
                let value = try Value(from: &decoder)
                try decoder.finish()
                return value
            } catch {
                return nil
            }
        }
        guard let value else { return .malformed }
        return .value(value, descriptors)
    }
}

/// Descriptors that arrived beside a value.
///
/// Those that nobody takes are closed.
public final class OwnedDescriptors: Sendable {
    private let raw: [Int32]
    private let taken: Mutex<Set<Int>>

    init(_ raw: [Int32]) {
        self.raw = raw
        taken = Mutex([])
    }

    deinit {
        let taken = taken.withLock { $0 }
        for index in raw.indices where !taken.contains(index) {
            close(raw[index])
        }
    }

    /// Takes one over; nil if it was not sent or is taken.
    public func take(_ index: Int) -> OwnedDescriptor? {
        guard raw.indices.contains(index), taken.withLock({ $0.insert(index).inserted }) else {
            return nil
        }
        return OwnedDescriptor(raw[index])
    }
}
