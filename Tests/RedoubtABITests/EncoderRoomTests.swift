import RedoubtABI
import Testing

@Suite("The room for a message")
struct EncoderRoomTests {
    @Test func `A value that does not fit leaves a typed error and writes nothing outside`() throws
    {
        let message = try encoded(Everything())
        for room in 0..<message.count {
            #expect(throws: WireError.tooLarge(limitBytes: room)) {
                try encoded(Everything(), areaBytes: room)
            }
        }
        #expect(try encoded(Everything(), areaBytes: message.count) == message)
    }

    @Test func `An area without memory has no room`() {
        #expect(throws: WireError.tooLarge(limitBytes: 0)) {
            var encoder = unsafe WireEncoder(
                writingTo: UnsafeMutableRawBufferPointer(start: nil, count: 0)
            )
            try encoder.encode(true)
        }
        #expect(throws: WireError.truncated) {
            var decoder = unsafe WireDecoder(
                reading: UnsafeRawBufferPointer(start: nil, count: 0)
            )
            _ = try decoder.decode(Bool.self)
        }
    }

    @Test func `A reply that does not fit is replaced by its status`() {
        let memory = GuardedMemory(pages: 1)
        var encoder = unsafe WireEncoder(writingTo: memory.last(12))
        #expect(encoder.reply("12345678") == .value)
        #expect(encoder.count == 12)
        #expect(encoder.reply("123456789") == .replyTooLarge)
        #expect(encoder.count == 0)
        #expect(encoder.reply(failure: HostCallError.notServed) == .failure)
        #expect(encoder.count == 1)
        #expect(encoder.reply(NoValue()) == .value)
        #expect(encoder.count == 0)
    }

    @Test func `However large the area, a message has at most 64 MiB`() throws {
        let limit = WireLimits.maximumPayloadBytes
        #expect(limit == 64 << 20)
        let memory = GuardedMemory(pages: limit / 4096 + 1)
        var encoder = unsafe WireEncoder(writingTo: memory.last(limit + 4096))
        #expect(encoder.reply([UInt8](repeating: 1, count: limit - 4)) == .value)
        #expect(encoder.count == limit)
        var failure: WireError?
        do throws(WireError) { try encoder.encode(true) } catch { failure = error }
        #expect(failure == .tooLarge(limitBytes: limit))
    }

    @Test func `What is left to read is counted down`() throws {
        let memory = GuardedMemory(pages: 1)
        let message = unsafe memory.last(6)
        unsafe message.copyBytes(from: [1, 2, 0, 3, 0, 0])
        var decoder = unsafe WireDecoder(reading: UnsafeRawBufferPointer(message))
        #expect(decoder.remainingCount == 6)
        let first = try decoder.decode(UInt8.self)
        let second = try decoder.decode(UInt16.self)
        #expect(first == 1 && second == 2 && decoder.remainingCount == 3)
        var failure: WireError?
        do throws(WireError) { _ = try decoder.decode(UInt32.self) } catch { failure = error }
        #expect(failure == .truncated)
        #expect(decoder.remainingCount == 3)
    }
}
