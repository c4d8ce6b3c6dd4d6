import RedoubtABI
import Testing

@Suite("How deep values may nest")
struct DepthLimitTests {
    @Test func `The limit is 64`() {
        #expect(WireLimits.maximumDepth == 64)
    }

    @Test func `A recursive enum of 64 values passes, of 65 is refused on both sides`() throws {
        let deepest = Chain(links: 63)
        let message = [UInt8](repeating: 1, count: 63) + [0]
        #expect(try encoded(deepest) == message)
        #expect(try decoded(Chain.self, from: message) == deepest)
        #expect(throws: WireError.tooDeep) { try encoded(Chain(links: 64)) }
        #expect(throws: WireError.tooDeep) { try decoded(Chain.self, from: [1] + message) }
    }

    @Test func `Far deeper values are refused like those that are one too deep`() {
        let message = [UInt8](repeating: 1, count: 60_000)
        #expect(throws: WireError.tooDeep) { try decoded(Chain.self, from: message) }
        #expect(throws: WireError.tooDeep) { try encoded(Chain(links: 10_000)) }
    }

    @Test func `Structs and arrays both count`() throws {
        #expect(try decoded(Tree.self, from: encoded(Tree(levels: 32))) == Tree(levels: 32))
        #expect(throws: WireError.tooDeep) { try encoded(Tree(levels: 33)) }
        let message = [UInt8](repeating: 0, count: 4)
        let deep = (0..<32).reduce(into: message) { bytes, _ in bytes = [1, 0, 0, 0] + bytes }
        #expect(throws: WireError.tooDeep) { try decoded(Tree.self, from: deep) }
        #expect(throws: Never.self) { try decoded(Tree.self, from: Array(deep.dropFirst(4))) }
    }

    @Test func `Optionals and dictionaries count`() throws {
        let deepest = Chain(links: 63)
        #expect(throws: WireError.tooDeep) { try encoded(deepest as Chain?) }
        #expect(throws: WireError.tooDeep) { try encoded([1: deepest]) }
        let fits = Chain(links: 62)
        #expect(try decoded(Chain?.self, from: encoded(fits as Chain?)) == fits)
        #expect(try decoded([Int: Chain].self, from: encoded([1: fits])) == [1: fits])
        let message = [UInt8](repeating: 1, count: 64) + [0]
        #expect(throws: WireError.tooDeep) { try decoded(Chain?.self, from: message) }
        #expect(throws: WireError.tooDeep) {
            try decoded([UInt8: Chain].self, from: [1, 0, 0, 0, 9] + message.dropFirst())
        }
    }

    @Test func `Values side by side do not add up`() throws {
        let deep = [Chain](repeating: Chain(links: 60), count: 100)
        #expect(try decoded([Chain].self, from: encoded(deep)) == deep)
        let maybes = [[Int8: Int8?]](repeating: [1: 2], count: 100)
        #expect(try decoded([[Int8: Int8?]].self, from: encoded(maybes)) == maybes)
    }

    @Test func `A message that was given up does not make the next one deeper`() throws {
        let memory = GuardedMemory(pages: 1)
        var encoder = unsafe WireEncoder(writingTo: memory.last(4096))
        for _ in 0..<3 {
            #expect(encoder.reply(Chain(links: 64)) == .replyTooLarge)
            #expect(encoder.count == 0)
            #expect(encoder.reply(Chain(links: 63)) == .value)
            #expect(encoder.count == 64)
        }
    }
}
