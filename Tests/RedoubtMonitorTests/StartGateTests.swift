import Foundation
import Synchronization
import Testing

@testable import RedoubtMonitor

@Suite("The gate before an enclave's threads")
struct StartGateTests {
    @Test func `Nobody passes before it is opened, and everybody after`() async {
        let gate = StartGate()
        let isJailed = Flag()
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            gate.pass()
                            continuation.resume(returning: isJailed.value)
                        }
                    }
                }
            }
            // Time for the threads to come to the gate.
            usleep(50_000)
            isJailed.set()
            gate.open()
            for await wasJailed in group { #expect(wasJailed) }
        }
        // It stays open.
        gate.pass()
    }

    private final class Flag: Sendable {
        private let isSet = Atomic(false)
        var value: Bool { isSet.load(ordering: .acquiring) }
        func set() { isSet.store(true, ordering: .releasing) }
    }
}
