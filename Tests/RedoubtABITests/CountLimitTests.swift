import RedoubtABI
import Testing

/// A count is checked against what the message could hold before memory is reserved for it.
@Suite("Counts in messages")
struct CountLimitTests {
    /// As large in memory as a count of them would have to be noticed.
    @EnclaveValue
    struct Large: Equatable {
        var first: Everything = Everything()
        var second: Everything = Everything()
        init() {}
    }

    private func refusal<Value: WireCodable>(_ type: Value.Type, _ message: [UInt8]) -> WireError? {
        #expect(throws: WireError.self) { try decoded(type, from: message) }
    }

    @Test(arguments: [.max, .max - 1, 1 << 31, 1 << 24, 101] as [UInt32])
    func `A count beyond the rest of the message is refused`(count: UInt32) throws {
        let message = try encoded(count) + [UInt8](repeating: 0, count: 100)
        #expect(refusal(String.self, message) == .countTooLarge)
        #expect(refusal([UInt8].self, message) == .countTooLarge)
        #expect(refusal([Double].self, message) == .countTooLarge)
        #expect(refusal([Bool].self, message) == .countTooLarge)
        #expect(refusal([String].self, message) == .countTooLarge)
        #expect(refusal([Large].self, message) == .countTooLarge)
        #expect(refusal([[Large?]].self, message) == .countTooLarge)
        #expect(refusal([Int: Large].self, message) == .countTooLarge)
        #expect(refusal([Chain].self, message) == .countTooLarge)
    }

    @Test func `A count that could just fit is read until the message ends`() throws {
        let message = try encoded(100 as UInt32) + [UInt8](repeating: 0, count: 100)
        #expect(refusal([Double].self, message) == .truncated)
        #expect(refusal([Large].self, message) == .truncated)
        #expect(try decoded([Bool].self, from: message) == [Bool](repeating: false, count: 100))
        #expect(try decoded([Empty].self, from: message).count == 100)
        #expect(try decoded(String.self, from: message) == String(repeating: "\0", count: 100))
    }

    @Test func `A nested count is refused like an outer one`() throws {
        let message = try encoded(1 as UInt32) + encoded(UInt32.max) + [0, 0, 0, 0]
        #expect(refusal([[UInt8]].self, message) == .countTooLarge)
        #expect(refusal([String].self, message) == .countTooLarge)
        #expect(refusal([String: String].self, message) == .countTooLarge)
    }

    @Test func `The largest count that can be written is that of 32 bits`() {
        let memory = GuardedMemory(pages: 1)
        var encoder = unsafe WireEncoder(writingTo: memory.last(8))
        #expect(throws: Never.self) { try encoder.write(count: Int(UInt32.max)) }
        for count in [Int(UInt32.max) + 1, .max, -1] {
            var failure: WireError?
            do throws(WireError) { try encoder.write(count: count) } catch { failure = error }
            #expect(failure == .tooLarge(limitBytes: 8))
        }
        #expect(encoder.count == 4)
    }
}
