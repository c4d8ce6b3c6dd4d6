import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import SeededTesting
import Synchronization
import Testing

@Suite("A hostile host")
struct HostileHostTests {
    @Test(
        "Random bytes over all channels while calls run: an answer, a refusal, or the end",
        .timeLimit(.minutes(3)),
        arguments: testedIsolation
    )
    func randomBytes(_ level: IsolationLevel) async throws {
        let seed = SeededGenerator(for: "hostile channel, \(level)").seed
        let deadline = ContinuousClock.now + .seconds(10)
        var launches = 0
        var tally = Attack.Tally()
        var ends: [String: Int] = [:]
        while ContinuousClock.now < deadline {
            launches += 1
            try await withFixture(level) { enclave, _ in
                let attack = Attack(enclave, seed: seed &+ UInt64(launches))
                let calls = Task { await attack.callUntilStopped() }
                try await attack.scribble(until: deadline)
                await enclave.terminate()
                tally.add(await calls.value)
                ends[enclave.stopReason.map { "\($0)" } ?? "", default: 0] += 1
                // A bad access would be the channel's bytes taken for an address or a length.
                if case .fault(let fault) = enclave.stopReason {
                    #expect(fault.cause == .illegalOperation, "seed \(seed), launch \(launches)")
                }
            }
        }
        StandardError.write(
            "hostile channel, \(level): \(launches) launches, \(tally), ends: \(ends)"
        )
        // Both happened with each kind, or the attack did not reach the calls.
        for kind in Attack.Kind.allCases {
            #expect(tally.values[kind, default: 0] > 0, "\(kind)")
            #expect(tally.refusals[kind, default: 0] > 0, "\(kind)")
        }
    }

    /// Writes random bytes into an enclave's channels, and calls it all the while.
    private final class Attack: Sendable {
        private let enclave: Enclave
        private let seed: UInt64
        private let isOver = Atomic<Bool>(false)

        init(_ enclave: Enclave, seed: UInt64) {
            self.enclave = enclave
            self.seed = seed
        }

        /// How calls ended.
        ///
        /// A wrong value is no failure: the scribbler may have hit the message itself.
        struct Tally: CustomStringConvertible {
            var values: [Kind: Int] = [:]
            var refusals: [Kind: Int] = [:]

            mutating func add(_ other: Tally) {
                values.merge(other.values, uniquingKeysWith: +)
                refusals.merge(other.refusals, uniquingKeysWith: +)
            }

            var description: String {
                Kind.allCases.map { kind in
                    "\(kind): \(values[kind, default: 0]) values, \(refusals[kind, default: 0]) refusals"
                }.joined(separator: ", ")
            }
        }

        /// What crosses.
        enum Kind: CaseIterable { case bytes, hostCall, intoEnclave, outOfEnclave, through }

        /// Makes calls; none of them may hang or crash, whatever they return.
        func callUntilStopped() async -> Tally {
            let client = FixtureClient(enclave.calls(timeout: .milliseconds(100)))
            var tally = Tally()
            while enclave.stopReason == nil, !isOver.load(ordering: .relaxed) {
                for kind in Kind.allCases {
                    do {
                        try await call(client, kind)
                        tally.values[kind, default: 0] += 1
                    } catch {
                        tally.refusals[kind, default: 0] += 1
                    }
                }
            }
            return tally
        }

        private func call(_ client: FixtureClient<EnclaveCalls>, _ kind: Kind) async throws {
            let bytes = [UInt8](repeating: 5, count: 200)
            switch kind {
            case .bytes: _ = try await client.echo(bytes)
            // Not askHost: it declares no failure, so the first bad answer ends the enclave.
            case .hostCall: _ = try await client.askHostFailing(3)
            case .intoEnclave: _ = try await client.digest(of: ByteSource(bytes), printing: false)
            case .outOfEnclave:
                let (pieces, sink) = ByteSink.makeStream()
                async let produced: Void = client.produce(count: 300, writing: 150, to: sink)
                for try await _ in pieces {}
                try await produced
            case .through:
                let (pieces, sink) = ByteSink.makeStream()
                async let count = client.invert(ByteSource(bytes), to: sink)
                for try await _ in pieces {}
                _ = try await count
            }
        }

        /// On a thread of its own, until the enclave has ended or the time is over.
        func scribble(until deadline: ContinuousClock.Instant) async throws {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    self.scribbleBlocking(until: deadline)
                    self.isOver.store(true, ordering: .relaxed)
                    continuation.resume()
                }
            }
        }

        private func scribbleBlocking(until deadline: ContinuousClock.Instant) {
            var random = SeededGenerator(seed: seed)
            func next() -> UInt64 { random.next() }
            let memory = enclave.channelMemory
            let bytes = unsafe memory.bytes
            while ContinuousClock.now < deadline, enclave.stopReason == nil {
                for _ in 0..<2_000 {
                    let channel =
                        Int(next() % UInt64(memory.threadCount)) * memory.layout.strideBytes
                    // Headers matter most, so half of all writes go there.
                    let place =
                        switch next() % 4 {
                        case 0: memory.layout.hostAreaOffset + Int(next() % 64)
                        case 1: memory.layout.enclaveAreaOffset + Int(next() % 64)
                        case 2: Int(next() % 128)
                        default: Int(next() % UInt64(memory.layout.strideBytes))
                        }
                    unsafe bytes[channel + place] = UInt8(truncatingIfNeeded: next())
                }
                for thread in 0..<memory.threadCount {
                    memory.hostSequence(thread).wakeAll()
                    memory.enclaveSequence(thread).wakeAll()
                }
            }
        }
    }
}
