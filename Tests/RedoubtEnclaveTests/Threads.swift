import Foundation
import Synchronization

private final class Countdown: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    /// Whether this was the last one.
    func finish() -> Bool {
        left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    }
}

/// Runs a body on so many threads at the same time, and waits for all of them.
func runThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async {
    let countdown = Countdown(count)
    await withCheckedContinuation { continuation in
        for index in 0..<count {
            let thread = Thread {
                body(index)
                if countdown.finish() { continuation.resume() }
            }
            thread.start()
        }
    }
}
