import RedoubtABI
import Testing

@Suite("Malformed messages")
struct MalformedMessageTests {
    @Test func `Every truncation of a composite is refused`() throws {
        try expectTruncationsRefused(Everything())
        try expectTruncationsRefused(table)
        try expectTruncationsRefused([Shape.circle(center: Point(x: 1, y: 2), radius: 3)])
        try expectTruncationsRefused(["a": Chain(links: 3)])
    }

    private func expectTruncationsRefused<Value: WireCodable>(_ value: Value) throws {
        let message = try encoded(value)
        for count in 0..<message.count {
            let failure = #expect(throws: WireError.self) {
                try decoded(Value.self, from: Array(message.prefix(count)))
            }
            #expect(failure == .truncated || failure == .countTooLarge, "\(count) bytes")
        }
    }

    @Test func `Every flipped bit is refused, or read as another value with just these bytes`()
        throws
    {
        let message = try encoded(Everything())
        let memory = GuardedMemory(pages: 16)
        var readable = 0
        for bit in 0..<message.count * 8 {
            var flipped = message
            flipped[bit / 8] ^= 1 << (bit % 8)
            guard let value = try? decoded(Everything.self, from: flipped, in: memory) else {
                continue
            }
            readable += 1
            #expect(try encoded(value) == flipped, "bit \(bit)")
        }
        #expect((1..<message.count * 8).contains(readable))
    }

    @Test func `Every flipped bit of a dictionary is refused or read`() throws {
        let message = try encoded(table)
        for bit in 0..<message.count * 8 {
            var flipped = message
            flipped[bit / 8] ^= 1 << (bit % 8)
            guard let value = try? decoded([String: [Int32?]].self, from: flipped) else { continue }
            #expect(value != table)
            #expect(try encoded(value).count == message.count, "bit \(bit)")
        }
    }

    @Test func `Bytes after the value are refused`() throws {
        for extra in [1, 4, 4096] {
            let message = try encoded(Everything()) + [UInt8](repeating: 0, count: extra)
            #expect(throws: WireError.trailingBytes) {
                try decoded(Everything.self, from: message)
            }
        }
        #expect(throws: WireError.trailingBytes) { try decoded(NoValue.self, from: [0]) }
    }

    @Test func `A tag that its type does not have is refused`() {
        for tag in 2...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) { try decoded(Bool.self, from: [tag]) }
            #expect(throws: WireError.invalidValue) { try decoded(Int8?.self, from: [tag, 0]) }
            #expect(throws: WireError.invalidValue) { try decoded(Chain.self, from: [tag, 0]) }
        }
        for tag in 3...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) { try decoded(Shape.self, from: [tag]) }
        }
        for byte in 1...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) { try decoded(Empty.self, from: [byte]) }
        }
    }

    @Test(
        "Text that is not UTF-8 is refused",
        arguments: [
            "80", "c3", "c080", "c1bf", "e08080", "eda080", "edbfbf", "f09f8f", "f08080af",
            "f4908080", "f5808080", "fe", "ff", "61ff", "c328",
        ]
    )
    func invalidText(_ hex: String) {
        let text = bytes(hex)
        let message = [UInt8(text.count), 0, 0, 0] + text
        #expect(throws: WireError.invalidValue) { try decoded(String.self, from: message) }
    }

    @Test func `A key that comes twice is refused`() {
        #expect(throws: WireError.duplicateKey) {
            try decoded([UInt8: Bool].self, from: bytes("02000000 07 00 07 01"))
        }
        #expect(throws: WireError.duplicateKey) {
            // é as one scalar and as two: the same text to Swift.
            try decoded(
                [String: Bool].self,
                from: bytes("02000000 02000000 c3a9 00 03000000 65cc81 00")
            )
        }
    }
}
