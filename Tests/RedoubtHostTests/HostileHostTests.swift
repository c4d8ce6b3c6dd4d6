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
        var values = 0
        var refusals = 0
        var ends: [String: Int] = [:]
        while ContinuousClock.now < deadline {
            launches += 1
            try await withFixture(level) { enclave, _ in
                let attack = Attack(enclave, seed: seed &+ UInt64(launches))
                let calls = Task { await attack.callUntilStopped() }
                try await attack.scribble(until: deadline)
                await enclave.terminate()
                let tally = await calls.value
                values += tally.values
                refusals += tally.refusals
                ends[enclave.stopReason.map { "\($0)" } ?? "", default: 0] += 1
                // A bad access would be the channel's bytes taken for an address or a length.
                if case .fault(let fault) = enclave.stopReason {
                    #expect(fault.cause == .illegalOperation, "seed \(seed), launch \(launches)")
                }
            }
        }
        StandardError.write(
            "hostile channel, \(level): \(launches) launches, \(values) values, "
                + "\(refusals) refusals, ends: \(ends)"
        )
        // Both happened, or the attack did not reach the calls.
        #expect(values > 0)
        #expect(refusals > 0)
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
        struct Tally {
            var values = 0
            var refusals = 0
        }

        /// Makes calls; none of them may hang or crash, whatever they return.
        func callUntilStopped() async -> Tally {
            let client = FixtureClient(enclave.calls(timeout: .milliseconds(100)))
            var tally = Tally()
            while enclave.stopReason == nil, !isOver.load(ordering: .relaxed) {
                do {
                    _ = try await client.echo([UInt8](repeating: 5, count: 200))
                    // Not askHost: it declares no failure, so the first bad answer ends the enclave.
                    _ = try await client.askHostFailing(3)
                    tally.values += 1
                } catch {
                    tally.refusals += 1
                }
            }
            return tally
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
