import Foundation
import Testing

@testable import RedoubtHost

@Suite("The turns of threads")
struct ThreadTurnTests {
    @Test("A turn is over at a look at the clock, a millisecond or more after the last")
    func turns() async {
        let answers = await withCheckedContinuation { continuation in
            // A new thread, so that nobody has counted on it.
            Thread.detachNewThread {
                let first = (0..<ThreadTurn.callsBetweenLooks).map { _ in ThreadTurn.isOver() }
                usleep(1_500)
                let second = (0..<ThreadTurn.callsBetweenLooks).map { _ in ThreadTurn.isOver() }
                continuation.resume(returning: [first, second])
            }
        }
        for round in answers {
            #expect(!round.dropLast().contains(true))
            #expect(round.last == true)
        }
    }
}
