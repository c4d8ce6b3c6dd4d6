import BenchInterface
import Foundation
import RedoubtHost
import RedoubtImage

/// Large data, beside the same work without an enclave.
enum DataBench {
    static func measure(_ image: BenchImage) async throws -> [Figure] {
        let large = try image.variant {
            $0.channelBytes = 2 << 20
            $0.heapBytes = 8 << 20
        }
        let piped = try image.variant {
            $0.channelBytes = 256 << 10
            $0.heapBytes = 4 << 20
        }
        defer {
            large.remove()
            piped.remove()
        }
        return try await Enclave.withLaunched(large.path, policy: .development, roundTrip)
            + [try await Enclave.withLaunched(piped.path, policy: .development, stream)]
    }

    /// A buffer there and back, beside two copies of it, and beside the floor.
    private static func roundTrip(_ enclave: Enclave) async throws -> [Figure] {
        let client = BenchClient(enclave)
        let bytes = [UInt8](repeating: 0x5A, count: 1 << 20)
        var copy = [UInt8](repeating: 0, count: bytes.count)
        var back = copy
        var calls: [Double] = []
        var copies: [Double] = []
        // In turns of several each: after a single call the enclave would fall asleep over the copies, and waking it
        // is a figure of its own. The first of a turn finds the other's bytes in the caches.
        for turn in 0..<15 {
            var echo: [UInt8] = []
            for round in 0..<20 {
                let start = ContinuousClock.now
                echo = try await client.echo(bytes: bytes)
                let time = (ContinuousClock.now - start).inMicroseconds
                if turn > 2, round > 0 { calls.append(time) }
            }
            for round in 0..<20 {
                let start = ContinuousClock.now
                Self.copy(bytes, to: &copy)
                Self.copy(copy, to: &back)
                let time = (ContinuousClock.now - start).inMicroseconds
                if turn > 2, round > 0 { copies.append(time) }
            }
            guard echo == back else { throw CommandFailure("the buffer came back changed") }
        }
        let floor = TwoProcessorCopy(count: bytes.count).measure()
        return [
            ("memcpy of it, twice", median(copies), 1 / 0.4),
            ("memcpy to another processor, twice there, and back", floor, 1.5),
        ].map { peer, peerValue, target in
            Figure(
                figure: "1 MiB into the enclave and back",
                value: median(calls),
                unit: "µs",
                peer: peer,
                peerValue: peerValue,
                target: .ratio(target)
            )
        }
    }

    static func copy(_ from: [UInt8], to: inout [UInt8]) {
        unsafe from.withUnsafeBytes { source in
            unsafe to.withUnsafeMutableBytes { unsafe $0.copyMemory(from: source) }
        }
    }

    /// A long stream that is checksummed inside, beside the same checksum here.
    private static func stream(_ enclave: Enclave) async throws -> Figure {
        let client = BenchClient(enclave)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 1 << 30) { buffer, count in
            for index in buffer.indices { unsafe buffer[index] = UInt8(truncatingIfNeeded: index) }
            count = buffer.count
        }
        var streams: [Double] = []
        var locals: [Double] = []
        for _ in 0..<5 {
            let start = ContinuousClock.now
            let inside = try await client.checksum(of: ByteSource(bytes))
            let middle = ContinuousClock.now
            var local = Checksum()
            local.add(bytes)
            let end = ContinuousClock.now
            guard inside == local.value else {
                throw CommandFailure("the stream's checksum is another one inside the enclave")
            }
            streams.append((middle - start).inMicroseconds / 1_000)
            locals.append((end - middle).inMicroseconds / 1_000)
        }
        return Figure(
            figure: "checksum (CRC-32C) of a stream of 1 GiB, inside the enclave",
            value: median(streams),
            unit: "ms",
            peer: "of the same bytes in this process",
            peerValue: median(locals),
            target: .ratio(1 / 0.6)
        )
    }
}
