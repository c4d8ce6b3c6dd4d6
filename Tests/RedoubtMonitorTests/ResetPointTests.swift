import Foundation
import Synchronization
import Testing

@testable import RedoubtMonitor

@Suite("Where an enclave's threads are put back")
struct ResetPointTests {
    private final class Count: Sendable {
        let parked = Atomic(0)
        let left = Atomic(0)
        let reloads = Atomic(0)
        let early = Atomic(0)
    }

    @Test func `It is put back once for each time it is asked for, while all threads are there`()
        async
    {
        let point = ResetPoint(threadCount: 3)
        let count = Count()
        let rounds = 200
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<3 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            var done = 0
                            while done < rounds {
                                guard point.isAskedFor else { continue }
                                count.parked.add(1, ordering: .sequentiallyConsistent)
                                point.arrive(isFirst: thread == 0) {
                                    let parked = count.parked.load(
                                        ordering: .sequentiallyConsistent
                                    )
                                    if parked != 3 * (done + 1) {
                                        count.early.add(1, ordering: .relaxed)
                                    }
                                    count.reloads.add(1, ordering: .relaxed)
                                }
                                done += 1
                            }
                            count.left.add(1, ordering: .sequentiallyConsistent)
                            continuation.resume()
                        }
                    }
                }
            }
            group.addTask {
                await withCheckedContinuation { continuation in
                    Thread.detachNewThread {
                        for _ in 0..<rounds { point.ask {} }
                        continuation.resume()
                    }
                }
            }
        }
        #expect(count.reloads.load(ordering: .relaxed) == rounds)
        #expect(count.early.load(ordering: .relaxed) == 0)
        #expect(!point.isAskedFor)
    }
}
