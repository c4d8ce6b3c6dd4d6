import CRedoubtEnclave
import Synchronization
import Testing

/// What the source of the running test does; one test at a time uses it.
private let script = Mutex<[UInt64?]>([])
private let draws = Mutex(0)

private func read(_ word: UnsafeMutablePointer<UInt64>) -> Bool {
    draws.withLock { $0 += 1 }
    // The last entry is what it says from then on.
    let next = script.withLock { words in words.count > 1 ? words.removeFirst() : words.first ?? nil
    }
    guard let next else { return false }
    unsafe word.pointee = next
    return true
}

@Suite("The health of a source of random words", .serialized)
struct EntropyHealthTests {
    /// Draws a word from a source that says what it is told to.
    private func draw(_ words: [UInt64?], last: inout UInt64) -> (redoubt_draw, UInt64) {
        script.withLock { $0 = words }
        draws.withLock { $0 = 0 }
        var word: UInt64 = 0
        let drawn = unsafe redoubt_draw_word({ unsafe read($0) }, &last, &word)
        return (drawn, word)
    }

    @Test("A source that gives nothing is dry, after a number of tries")
    func silent() {
        var last: UInt64 = 0
        #expect(draw([nil], last: &last) == (REDOUBT_DRAW_DRY, 0))
        #expect(draws.withLock { $0 } == 32)
    }

    @Test("A source that gives only zeros, or only ones, is broken", arguments: [0, UInt64.max])
    func constant(_ word: UInt64) {
        var last: UInt64 = 0
        #expect(draw([word], last: &last) == (REDOUBT_DRAW_STUCK, 0))
        #expect(draws.withLock { $0 } == 32)
    }

    @Test("A source that repeats itself is broken, also if it is silent in between")
    func stuck() {
        var last: UInt64 = 0
        #expect(draw([0x1234], last: &last) == (REDOUBT_DRAWN, 0x1234))
        #expect(draw([0x1234], last: &last) == (REDOUBT_DRAW_STUCK, 0))
        #expect(draw([nil, 0x1234, nil], last: &last) == (REDOUBT_DRAW_STUCK, 0))
    }

    @Test("A source that is short of words for a moment is tried again")
    func recovers() {
        var last: UInt64 = 7
        #expect(draw([nil, 0, .max, 7, 8], last: &last) == (REDOUBT_DRAWN, 8))
        #expect(draws.withLock { $0 } == 5)
        #expect(last == 8)
    }
}
