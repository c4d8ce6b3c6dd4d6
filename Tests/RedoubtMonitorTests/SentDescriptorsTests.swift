import CRedoubtSystem
import Glibc
import RedoubtControl
import Testing

@Suite("Descriptors sent beside a value")
struct SentDescriptorsTests {
    @Test func `One that is taken is the same file, closed on exec, and taken once`() throws {
        let (near, far) = try DescriptorPair.packets()
        let sender = ControlSocket(OwnedDescriptor(near))
        let receiver = ControlSocket(OwnedDescriptor(far))
        let (reader, writer) = try DescriptorPair.bytes()
        defer { close(reader) }
        try sender.send(1, descriptors: [writer])
        close(writer)
        guard case .value(1, let descriptors) = try receiver.receive(Int.self) else {
            Issue.record("nothing arrived")
            return
        }
        do {
            guard let taken = descriptors.take(0) else {
                Issue.record("no descriptor arrived")
                return
            }
            #expect(fcntl(taken.rawValue, F_GETFD) & FD_CLOEXEC == FD_CLOEXEC)
            #expect(unsafe write(taken.rawValue, [7] as [UInt8], 1) == 1)
            for index in [0, 1, -1, .max] {
                let another = descriptors.take(index)?.rawValue
                #expect(another == nil)
            }
        }
        var byte: UInt8 = 0
        #expect(unsafe read(reader, &byte, 1) == 1 && byte == 7)
        #expect(isClosed(reader))
    }

    @Test func `Those that nobody takes are closed, the others stay open`() throws {
        let (near, far) = try DescriptorPair.packets()
        let sender = ControlSocket(OwnedDescriptor(near))
        let receiver = ControlSocket(OwnedDescriptor(far))
        let pairs = try (0..<8).map { _ in try DescriptorPair.bytes() }
        defer { for (reader, _) in pairs { close(reader) } }
        try sender.send(1, descriptors: pairs.map(\.1))
        for (_, writer) in pairs { close(writer) }
        do {
            let taken: OwnedDescriptor?
            switch try receiver.receive(Int.self) {
            case .value(_, let descriptors): taken = descriptors.take(5)
            default: taken = nil
            }
            for (index, (reader, _)) in pairs.enumerated() {
                #expect(index == 5 ? isOpen(reader) : isClosed(reader))
            }
            let isTaken = taken != nil
            #expect(isTaken)
        }
        #expect(isClosed(pairs[5].0))
    }

    @Test func `Those beside bytes that are no value are closed`() throws {
        let (near, far) = try DescriptorPair.packets()
        defer { close(far) }
        let receiver = ControlSocket(OwnedDescriptor(near))
        let (reader, writer) = try DescriptorPair.bytes()
        defer { close(reader) }
        #expect(unsafe redoubt_send_packet(far, [9] as [UInt8], 1, [writer], 1) == 1)
        close(writer)
        guard case .malformed = try receiver.receive(Bool.self) else {
            Issue.record("a Boolean of 9 was read")
            return
        }
        #expect(isClosed(reader))
    }

    @Test func `Those that were not received are closed with the socket`() throws {
        let (near, far) = try DescriptorPair.packets()
        let (reader, writer) = try DescriptorPair.bytes()
        defer { close(reader) }
        try ControlSocket(OwnedDescriptor(near)).send(1, descriptors: [writer])
        close(writer)
        #expect(isOpen(reader))
        close(far)
        #expect(isClosed(reader))
    }

    @Test func `More than eight, and one that is not open, are refused`() throws {
        let (near, far) = try DescriptorPair.packets()
        defer { close(far) }
        let sender = ControlSocket(OwnedDescriptor(near))
        for (descriptors, errno) in [([Int32](repeating: far, count: 9), EINVAL), ([-1], EBADF)] {
            var failure: SystemError?
            do throws(SystemError) {
                try sender.send(1, descriptors: descriptors)
            } catch {
                failure = error
            }
            #expect(failure == SystemError("sendmsg", errno: errno))
        }
    }
}
