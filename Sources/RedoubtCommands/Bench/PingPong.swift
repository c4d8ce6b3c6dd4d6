import BenchInterface
import Foundation
import RedoubtHost
import Synchronization

/// The floor under every call: a cache line's way into the enclave and back, without anything around it.
enum PingPong {
    static let rounds = 20_000

    /// Microseconds for each round trip, the median of several batches.
    static func measure(_ enclave: Enclave) async throws -> Double {
        async let serving: Void = BenchClient(enclave).pingPong(rounds: rounds)
        let batches: [Double] = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: play(enclave)) }
        }
        try await serving
        // The first batch holds the wait for the enclave to begin.
        return median(Array(batches.dropFirst()))
    }

    private static func play(_ enclave: Enclave) -> [Double] {
        let memory = enclave.channelMemory
        // SAFETY: the words lie in the channel's first page, which `memory` keeps mapped, and are atomic on
        // both sides.
        let channel = unsafe memory.channel(0)
        let host = unsafe (channel + PingPongWords.hostOffset)
            .assumingMemoryBound(to: Atomic<UInt64>.self)
        let other = unsafe (channel + PingPongWords.enclaveOffset)
            .assumingMemoryBound(to: Atomic<UInt64>.self)
        let batch = 1_000
        var batches: [Double] = []
        var start = ContinuousClock.now
        for round in 1...UInt64(rounds) {
            unsafe host.pointee.store(round, ordering: .releasing)
            while unsafe other.pointee.load(ordering: .acquiring) != round {}
            if round % UInt64(batch) == 0 {
                let now = ContinuousClock.now
                batches.append((now - start).inMicroseconds / Double(batch))
                start = now
            }
        }
        return batches
    }
}
