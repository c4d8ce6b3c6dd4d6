import SeededTesting
import Testing

@testable import RedoubtAttestation

/// Every family but quotes, which ``QuoteMutationTests`` changes.
@Suite("Changed evidence")
struct MutationTests {
    private static let mutationCount = 20_000
    /// The changes are made by so many tasks at once.
    private static let taskCount = 4
    /// Of the changes that leave the claims as they are, one in so many is decided about too.
    private static let sampledShare = 20

    @Test("Truncated evidence is refused", arguments: MutationSample.all)
    func truncations(_ sample: MutationSample) throws {
        let genuine = try sample.parts()
        let read = try sample.reader()
        let claims = try read(genuine).claims
        #expect(try read(genuine).decide().isAccepted)
        for part in genuine.indices {
            for count in genuine[part].indices {
                var parts = genuine
                parts[part] = Array(parts[part].prefix(count))
                guard let reading = try? read(parts) else { continue }
                // Of a report of Azure's the padding after its end may be missing.
                guard reading.decide().isAccepted else { continue }
                #expect(reading.claims == claims, "\(count) bytes of part \(part) were accepted")
            }
        }
    }

    @Test("Mutated evidence is refused, or says the same", arguments: MutationSample.all)
    func mutations(_ sample: MutationSample) async throws {
        var generator = SeededGenerator(for: "mutations of \(sample.name)")
        let seeds = (0..<Self.taskCount).map { _ in generator.next() }
        let refusedCount = try await withThrowingTaskGroup(of: Int.self) { group in
            for seed in seeds {
                group.addTask { try Self.mutate(sample, SeededGenerator(seed: seed)) }
            }
            return try await group.reduce(0, +)
        }
        #expect(refusedCount > 0)
    }

    /// Makes a task's share of the changes; returns how many of them were refused.
    private static func mutate(
        _ sample: MutationSample,
        _ seeded: SeededGenerator
    ) throws -> Int {
        var generator = seeded
        let genuine = try sample.parts()
        let read = try sample.reader()
        let claims = try read(genuine).claims
        var refusedCount = 0
        for round in 0..<(mutationCount / taskCount) {
            var parts = genuine
            let part = Int.random(in: parts.indices, using: &generator)
            Mutation.change(&parts[part], &generator)
            guard let reading = try? read(parts) else {
                refusedCount += 1
                continue
            }
            let isSame = reading.claims == claims
            guard !isSame || round.isMultiple(of: sampledShare) else { continue }
            if reading.decide().isAccepted {
                #expect(isSame, "changed claims were accepted")
            } else {
                refusedCount += 1
            }
        }
        return refusedCount
    }
}

/// Random changes of a few bytes.
enum Mutation {
    /// Changes one to four bytes: bits, values, zeros and ones, insertions and removals.
    static func change(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        for _ in 0...Int.random(in: 0..<4, using: &generator) {
            guard !bytes.isEmpty else { return }
            let index = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<8, using: &generator) {
            case 0...2: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 3, 4: bytes[index] = .random(in: 0...255, using: &generator)
            case 5: bytes[index] = Bool.random(using: &generator) ? 0 : 0xff
            case 6: bytes.remove(at: index)
            default: bytes.insert(.random(in: 0...255, using: &generator), at: index)
            }
        }
    }
}
