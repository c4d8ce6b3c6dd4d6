import RedoubtABI
import Testing

/// Messages in memory that the other side can write.
struct SharedMessageTests {
    /// Such a message, and the window that it is read through.
    @safe
    private final class SharedMessage {
        private let area = UnsafeMutableRawBufferPointer.allocate(byteCount: 300_000, alignment: 16)
        private let window: UnsafeMutableRawBufferPointer
        let count: Int

        init(
            windowBytes: Int,
            _ encode: (inout WireEncoder) throws(WireError) -> Void
        ) throws {
            unsafe window = .allocate(byteCount: windowBytes, alignment: 16)
            var encoder = unsafe WireEncoder(writingTo: area)
            try encode(&encoder)
            count = encoder.count
        }

        deinit {
            unsafe area.deallocate()
            unsafe window.deallocate()
        }

        /// What the other side does while the message is read.
        func overwrite() {
            for index in 0..<count { unsafe area[index] = 0xFF }
        }

        func decoder(count: Int? = nil) -> WireDecoder {
            unsafe WireDecoder(
                readingShared: UnsafeRawBufferPointer(rebasing: area[..<(count ?? self.count)]),
                through: window
            )
        }
    }

    @Test("Values that are longer than the window arrive whole", arguments: [16, 17, 100, 65_536])
    func long(windowBytes: Int) throws {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let numbers = (0..<5_000).map { UInt64($0) &* 0x9E37_79B9 }
        let text = String(repeating: "Wörter, ", count: 2_000)
        let table = Dictionary(uniqueKeysWithValues: (0..<500).map { ("key \($0)", [$0, -$0]) })
        let message = try SharedMessage(windowBytes: windowBytes) { (encoder) throws(WireError) in
            try encoder.encode(bytes)
            try encoder.encode(true)
            try encoder.encode(numbers)
            try encoder.encode(text)
            try encoder.encode(table)
            try encoder.encode(3.5)
        }
        var decoder = message.decoder()
        #expect(try decoder.decode([UInt8].self) == bytes)
        #expect(try decoder.decode(Bool.self))
        #expect(try decoder.decode([UInt64].self) == numbers)
        #expect(try decoder.decode(String.self) == text)
        #expect(try decoder.decode([String: [Int]].self) == table)
        #expect(try decoder.decode(Double.self) == 3.5)
        try decoder.finish()
    }

    @Test("What has been taken over does not change any more")
    func changed() throws {
        let message = try SharedMessage(windowBytes: 65_536) { (encoder) throws(WireError) in
            try encoder.encode([UInt8](repeating: 1, count: 1_000))
        }
        var decoder = message.decoder()
        message.overwrite()
        #expect(try decoder.decode([UInt8].self) == [UInt8](repeating: 1, count: 1_000))
    }

    @Test("A length that changes after it was read is not read again")
    func changedBeyondTheWindow() throws {
        let message = try SharedMessage(windowBytes: 16) { (encoder) throws(WireError) in
            try encoder.encode([UInt8](repeating: 1, count: 1_000))
        }
        var decoder = message.decoder()
        message.overwrite()
        // The length was in the window, and the bytes that were not are the other side's to choose.
        let bytes = try decoder.decode([UInt8].self)
        #expect(bytes == [UInt8](repeating: 1, count: 12) + [UInt8](repeating: 0xFF, count: 988))
        try decoder.finish()
    }

    @Test("Every truncation is refused", arguments: [16, 64])
    func truncated(windowBytes: Int) throws {
        let message = try SharedMessage(windowBytes: windowBytes) { (encoder) throws(WireError) in
            try encoder.encode(["a somewhat longer text", "", "another"])
        }
        for count in 0..<message.count {
            #expect(throws: WireError.self, "\(count) of \(message.count) bytes") {
                var decoder = message.decoder(count: count)
                _ = try decoder.decode([String].self)
            }
        }
    }
}
