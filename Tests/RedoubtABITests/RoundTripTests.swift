import RedoubtABI
import Testing

@Suite("Values arrive as they were")
struct RoundTripTests {
    private func expectRoundTrip<Value: WireCodable & Equatable>(
        _ values: [Value],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for value in values {
            let copy = try decoded(Value.self, from: encoded(value))
            #expect(copy == value, sourceLocation: sourceLocation)
        }
        let copies = try decoded([Value].self, from: encoded(values))
        #expect(copies == values, sourceLocation: sourceLocation)
        let maybes = try decoded([Value?].self, from: encoded(values.map(Optional.some)))
        #expect(maybes == values, sourceLocation: sourceLocation)
    }

    private func expectExtremes<Value: WireCodable & FixedWidthInteger>(_: Value.Type) throws {
        try expectRoundTrip([Value.min, 0, 1, .max - 1, .max, ~0, 1 << (Value.bitWidth - 1)])
        #expect(try encoded(Value.max).count == Value.bitWidth / 8)
    }

    @Test func `Integers of every width keep their extremes`() throws {
        try expectExtremes(Int8.self)
        try expectExtremes(Int16.self)
        try expectExtremes(Int32.self)
        try expectExtremes(Int64.self)
        try expectExtremes(Int.self)
        try expectExtremes(UInt8.self)
        try expectExtremes(UInt16.self)
        try expectExtremes(UInt32.self)
        try expectExtremes(UInt64.self)
        try expectExtremes(UInt.self)
    }

    @Test func `Booleans and texts keep their value`() throws {
        try expectRoundTrip([true, false])
        try expectRoundTrip([
            "", "a", "\0", "a\0b", "héllo", "e\u{301}", "世界", "🏰👨‍👩‍👧‍👦🇺🇳", "\u{FEFF}", "\u{10FFFF}",
            String(repeating: "🏰", count: 500),
        ])
    }

    @Test func `A text keeps its own form of a character`() throws {
        let decomposed = try decoded(String.self, from: encoded("e\u{301}"))
        #expect(decomposed.unicodeScalars.count == 2)
    }

    @Test func `A Double keeps its bits, of a NaN too`() throws {
        let values: [Double] = [
            0, -0.0, 1, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
            .pi,
            .nan, Double(nan: 0x1234, signaling: false), Double(nan: 0x1234, signaling: true),
        ]
        for value in values {
            let copy = try decoded(Double.self, from: encoded(value))
            #expect(copy.bitPattern == value.bitPattern)
        }
        let copies = try decoded([Double].self, from: encoded(values))
        #expect(copies.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func `A Float keeps its bits, of a NaN too`() throws {
        let values: [Float] = [
            0, -0.0, 1, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
            .pi,
            .nan, Float(nan: 0x1234, signaling: false),
        ]
        let copies = try decoded([Float].self, from: encoded(values))
        #expect(copies.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func `Optionals keep how deep they are nested`() throws {
        let values: [Int8???] = [nil, .some(nil), .some(.some(nil)), 5]
        try expectRoundTrip(values)
        #expect(try Set(values.map { try encoded($0) }).count == values.count)
    }

    @Test func `Arrays and dictionaries keep their elements, empty ones too`() throws {
        try expectRoundTrip([[[Int]](), [[]], [[1], [], [2, 3]]])
        try expectRoundTrip([[UInt8](0...255), [], [7]])
        try expectRoundTrip([[String: Int](), ["": 0], ["a": 1, "b": .min, "🏰": .max]])
        try expectRoundTrip([[1: ["a": true]], [2: [:]], [:]] as [[Int32: [String: Bool]]])
        try expectRoundTrip([table])
    }

    @Test func `Structs and enums keep their contents, recursive ones too`() throws {
        try expectRoundTrip([Point(x: .min, y: .max), Point(x: 0, y: -1)])
        try expectRoundTrip([Empty()])
        try expectRoundTrip([
            Shape.nothing, .circle(center: Point(x: 1, y: 2), radius: 3),
            .group([]), .group([.group([.nothing]), .nothing]),
        ])
        try expectRoundTrip([Chain.end, .link(.end), Chain(links: 20)])
        try expectRoundTrip([Tree(levels: 1), Tree(levels: 20)])
        try expectRoundTrip([Everything()])
    }

    @Test func `No value takes no bytes, and Never refuses all`() throws {
        #expect(try encoded(NoValue()).isEmpty)
        _ = try decoded(NoValue.self, from: [])
        for bytes in [[], [0], [1]] as [[UInt8]] {
            #expect(throws: WireError.invalidValue) { try decoded(Never.self, from: bytes) }
        }
    }
}
