import Foundation
import SignerInterface

/// One connection of a program that asks the agent.
struct AgentConnection {
    let descriptor: Int32

    /// Reads a packet; nil at the end, or if its length is 0 or beyond the limit.
    func readPacket(limitBytes: Int) -> [UInt8]? {
        guard let header = read(count: 4) else { return nil }
        let count = header.reduce(0) { $0 << 8 | Int($1) }
        guard (1...limitBytes).contains(count) else { return nil }
        return read(count: count)
    }

    /// Writes a packet, and says whether all of it was taken.
    func writePacket(_ packet: [UInt8]) -> Bool {
        var writer = MessageWriter()
        writer.string(packet)
        let bytes = writer.bytes
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { part in
                unsafe send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    private func read(count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(count, 16 << 10))
        while bytes.count < count {
            let wanted = min(count - bytes.count, part.count)
            let got = unsafe part.withUnsafeMutableBytes { buffer in
                unsafe recv(descriptor, buffer.baseAddress, wanted, 0)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return nil }
            bytes += part[..<got]
        }
        return bytes
    }
}
