import CRedoubtSystem
import Glibc
import RedoubtABI
import RedoubtControl
import Testing

@Suite("The control socket")
struct ControlSocketTests {
    private let request = LaunchRequest(
        acceptable: IsolationLevel.strongestFirst,
        policy: .development,
        debug: false,
        spinLimit: 7,
        keys: .none
    )

    @Test func `Values arrive in their order, one packet each`() throws {
        let (near, far) = try DescriptorPair.packets()
        let sender = ControlSocket(OwnedDescriptor(near))
        let receiver = ControlSocket(OwnedDescriptor(far))
        for value in ["one", "", "three"] { try sender.send(value) }
        for value in ["one", "", "three"] {
            guard case .value(value, _) = try receiver.receive(String.self) else {
                Issue.record("\(value) did not arrive")
                return
            }
        }
    }

    @Test func `A pair is connected, and closed on exec`() throws {
        let (closes, arrived) = try ControlSocket.withPair {
            (near, far) throws(SystemError) in
            let closes = [near.rawDescriptor, far.rawValue].map { fcntl($0, F_GETFD) & FD_CLOEXEC }
            let other = ControlSocket(far)
            try other.send(41)
            return (closes, try near.receive(Int.self))
        }
        #expect(closes == [FD_CLOEXEC, FD_CLOEXEC])
        guard case .value(41, _) = arrived else {
            Issue.record("\(arrived)")
            return
        }
    }

    @Test func `The end of the other side is the end of the stream`() throws {
        let (near, far) = try DescriptorPair.packets()
        let receiver = ControlSocket(OwnedDescriptor(near))
        try ControlSocket(OwnedDescriptor(far)).send(request)
        guard case .value = try receiver.receive(LaunchRequest.self) else {
            Issue.record("what was sent before the end did not arrive")
            return
        }
        guard case .endOfStream = try receiver.receive(LaunchRequest.self) else {
            Issue.record("no end of the stream")
            return
        }
        var failure: SystemError?
        do throws(SystemError) { try receiver.send(request) } catch { failure = error }
        #expect(failure == SystemError("sendmsg", errno: EPIPE))
    }

    @Test func `Bytes that are no such value are malformed, and the next packet is read`() throws {
        let (near, far) = try DescriptorPair.packets()
        defer { close(far) }
        let receiver = ControlSocket(OwnedDescriptor(near))
        let message = try encoded(request)
        let packets =
            (1..<message.count).map { Array(message.prefix($0)) }
            + [message + [0], [0], [UInt8](repeating: 0xFF, count: 16 << 10)]
        for packet in packets {
            #expect(unsafe redoubt_send_packet(far, packet, packet.count, nil, 0) == packet.count)
            guard case .malformed = try receiver.receive(LaunchRequest.self) else {
                Issue.record("\(packet.count) bytes were read")
                return
            }
        }
        #expect(unsafe redoubt_send_packet(far, message, message.count, nil, 0) == message.count)
        guard case .value = try receiver.receive(LaunchRequest.self) else {
            Issue.record("the next packet was not read")
            return
        }
    }

    @Test func `A value has to fit into a packet`() throws {
        let (near, far) = try DescriptorPair.packets()
        let sender = ControlSocket(OwnedDescriptor(near))
        let receiver = ControlSocket(OwnedDescriptor(far))
        let largest = String(repeating: "a", count: ControlSocket.packetLimitBytes - 4)
        var failure: SystemError?
        do throws(SystemError) { try sender.send(largest + "a") } catch { failure = error }
        #expect(failure == SystemError("sendmsg", errno: EMSGSIZE))
        try sender.send(largest)
        guard case .value(largest, _) = try receiver.receive(String.self) else {
            Issue.record("the largest value did not arrive")
            return
        }
    }

    @Test func `A packet that is too large is an error, and its descriptors are closed`() throws {
        let (near, far) = try DescriptorPair.packets()
        defer { close(far) }
        let receiver = ControlSocket(OwnedDescriptor(near))
        let (reader, writer) = try DescriptorPair.bytes()
        defer { close(reader) }
        let packet = [UInt8](repeating: 0, count: ControlSocket.packetLimitBytes + 1)
        #expect(
            unsafe redoubt_send_packet(far, packet, packet.count, [writer], 1) == packet.count
        )
        close(writer)
        var failure: SystemError?
        do throws(SystemError) { _ = try receiver.receive(String.self) } catch { failure = error }
        #expect(failure == SystemError("recvmsg", errno: EMSGSIZE))
        #expect(isClosed(reader))
    }
}
