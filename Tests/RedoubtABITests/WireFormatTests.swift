import RedoubtABI
import Testing

/// The bytes are a contract: host and enclave may have been built at different times.
@Suite("The wire format")
struct WireFormatTests {
    private func expect<Value: WireCodable & Equatable>(
        _ value: Value,
        is hex: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try encoded(value) == bytes(hex), sourceLocation: sourceLocation)
        #expect(try decoded(Value.self, from: bytes(hex)) == value, sourceLocation: sourceLocation)
    }

    @Test func `Integers are little-endian and as wide as their type`() throws {
        try expect(-2 as Int8, is: "fe")
        try expect(0x1234 as Int16, is: "3412")
        try expect(-2 as Int32, is: "feffffff")
        try expect(0x0123_4567_89AB_CDEF as Int64, is: "efcdab8967452301")
        try expect(-2 as Int, is: "feffffffffffffff")
        try expect(200 as UInt8, is: "c8")
        try expect(0xFFFE as UInt16, is: "feff")
        try expect(0xDEAD_BEEF as UInt32, is: "efbeadde")
        try expect(0xFEDC_BA98_7654_3210 as UInt64, is: "1032547698badcfe")
        try expect(1 as UInt, is: "0100000000000000")
    }

    @Test func `A Boolean is one byte, a float its IEEE 754 bits`() throws {
        try expect(false, is: "00")
        try expect(true, is: "01")
        try expect(1.5 as Float, is: "0000c03f")
        try expect(-2.25, is: "00000000000002c0")
        #expect(try encoded(-0.0) == bytes("0000000000000080"))
        #expect(try encoded(Double(nan: 1, signaling: false)) == bytes("010000000000f87f"))
    }

    @Test func `A text is its length in bytes and UTF-8`() throws {
        try expect("", is: "00000000")
        try expect("é🏰\0", is: "07000000 c3a9 f09f8fb0 00")
    }

    @Test func `An array is its count and its elements`() throws {
        try expect([UInt8](), is: "00000000")
        try expect([1, 2, 255] as [UInt8], is: "03000000 01 02 ff")
        try expect([1, -2] as [Int16], is: "02000000 0100 feff")
        try expect([1.5] as [Double], is: "01000000 000000000000f83f")
        try expect([1.5, -1.5] as [Float], is: "02000000 0000c03f 0000c0bf")
        try expect([true, false], is: "02000000 01 00")
        try expect(["a", ""], is: "02000000 01000000 61 00000000")
        try expect([[7]] as [[UInt8]], is: "01000000 01000000 07")
    }

    @Test func `An optional is a byte and perhaps a value`() throws {
        try expect(nil as Int16?, is: "00")
        try expect(3 as Int16?, is: "01 0300")
        try expect(.some(nil) as Int8??, is: "01 00")
        try expect(5 as Int8??, is: "01 01 05")
    }

    @Test func `A dictionary is its count and its entries`() throws {
        try expect([:] as [String: Bool], is: "00000000")
        try expect(["a": 5] as [String: UInt8], is: "01000000 01000000 61 05")
    }

    @Test func `A struct is its properties, an empty one a zero`() throws {
        try expect(Point(x: 1, y: -1), is: "0100 ffff")
        try expect(Empty(), is: "00")
    }

    @Test func `An enum is the number of its case and its payload`() throws {
        try expect(Shape.nothing, is: "00")
        try expect(
            Shape.circle(center: Point(x: 1, y: 2), radius: 1.5),
            is: "01 0100 0200 000000000000f83f"
        )
        try expect(Shape.group([.nothing, .nothing]), is: "02 02000000 00 00")
        try expect(Chain(links: 2), is: "01 01 00")
    }

    @Test func `The numbers of call results are fixed`() throws {
        let errors: [HostCallError] = [
            .argumentsTooLarge, .notServed, .handlerFailed, .malformedReply,
        ]
        for (error, number) in zip(errors, 1...) {
            try expect(error, is: "0\(number)")
        }
        for byte in [0, 5, 255] as [UInt8] {
            #expect(throws: WireError.invalidValue) {
                try decoded(HostCallError.self, from: [byte])
            }
        }
        let statuses: [CallStatus] = [
            .value, .failure, .unknownInterface, .unknownMethod, .malformedArguments,
            .replyTooLarge, .handlerFailed,
        ]
        #expect(statuses.map(\.rawValue) == Array(0...6))
        #expect(CallStatus(rawValue: 7) == nil)
    }
}
