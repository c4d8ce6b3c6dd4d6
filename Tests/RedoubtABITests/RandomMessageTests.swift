import RedoubtABI
import SeededTesting
import Testing

/// What a hostile other side could write.
///
/// A read outside of the message, a trap or an allocation beyond
/// all bounds would end the test run.
@Suite("Random messages")
struct RandomMessageTests {
    @Test func `A hundred thousand random messages are read or refused`() throws {
        var random = SeededGenerator(for: "random messages")
        let memory = GuardedMemory(pages: 16)
        let samples = [try encoded(Everything()), try encoded(table), try encoded(Chain(links: 9))]
        var reads = 0
        for round in 0..<100_000 {
            let message =
                round % 2 == 0
                ? Self.noise(&random) : Self.damaged(samples[round / 2 % 3], &random)
            reads += Self.reads(Everything.self, message, memory)
            reads += Self.reads([String: [Int32?]].self, message, memory)
            reads += Self.reads(Chain.self, message, memory)
            reads += Self.reads([Shape].self, message, memory)
            reads += Self.reads([[String]].self, message, memory)
        }
        // Some are valid by chance, or the messages would not have come far.
        #expect(reads > 0, "seed \(random.seed)")
    }

    private static func reads<Value: WireCodable>(
        _ type: Value.Type,
        _ message: [UInt8],
        _ memory: GuardedMemory
    ) -> Int {
        (try? decoded(type, from: message, in: memory)) == nil ? 0 : 1
    }

    /// Small bytes are more likely, because they are likely counts and tags.
    private static func noise(_ random: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 0...64, using: &random)).map { _ in
            .random(in: Bool.random(using: &random) ? 0...3 : 0...255, using: &random)
        }
    }

    private static func damaged(
        _ sample: [UInt8],
        _ random: inout SeededGenerator
    ) -> [UInt8] {
        var message = sample
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: message.indices, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: message[place] = .random(in: 0...255, using: &random)
            case 1: message[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: message.insert(.random(in: 0...3, using: &random), at: place)
            default: if message.count > 1 { message.remove(at: place) }
            }
        }
        return message
    }
}
