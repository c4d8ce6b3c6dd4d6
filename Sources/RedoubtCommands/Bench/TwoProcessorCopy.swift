import Foundation
import Synchronization

/// The floor under data that goes into an enclave and back: four copies, two of them on another processor.
///
/// What one processor has written, another has to get out of its cache. No copy between two processors is as fast as one
/// within a single one's cache.
@safe
final class TwoProcessorCopy: @unchecked Sendable {
    private let count: Int
    /// Source, the way there, the other's own, the way back, destination.
    private let memory: UnsafeMutableRawPointer
    private let asked = Atomic<Int>(0)
    private let answered = Atomic<Int>(0)

    init(count: Int) {
        self.count = count
        unsafe memory = .allocate(byteCount: 5 * count, alignment: 4_096)
        unsafe memory.initializeMemory(as: UInt8.self, repeating: 1, count: 5 * count)
    }

    deinit { unsafe memory.deallocate() }

    /// Microseconds there and back, the median of many rounds.
    func measure(rounds: Int = 300) -> Double {
        Thread.detachNewThread { [self] in answer(rounds: rounds) }
        var times: [Double] = []
        for round in 1...rounds {
            let start = ContinuousClock.now
            copy(from: 0, to: 1)
            asked.store(round, ordering: .releasing)
            while answered.load(ordering: .acquiring) != round {}
            copy(from: 3, to: 4)
            times.append((ContinuousClock.now - start).inMicroseconds)
        }
        return median(Array(times.dropFirst(rounds / 6)))
    }

    private func answer(rounds: Int) {
        for round in 1...rounds {
            while asked.load(ordering: .acquiring) != round {}
            copy(from: 1, to: 2)
            copy(from: 2, to: 3)
            answered.store(round, ordering: .releasing)
        }
    }

    private func copy(from: Int, to: Int) {
        // SAFETY: there are five parts of this size.
        unsafe (memory + to * count).copyMemory(from: memory + from * count, byteCount: count)
    }
}
