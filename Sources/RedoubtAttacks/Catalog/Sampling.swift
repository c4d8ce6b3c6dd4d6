internal import CRedoubtAttacks
internal import Glibc

/// Profiles every thread: perf events whose samples hold its registers, or its stack.
///
/// The kernel takes the sample in the thread's own address space, so that it reads private memory, too.
struct Sampling: Attack {
    enum Sampled: String {
        case registers = "perf-registers"
        case stack = "perf-stack"
    }
    let sampled: Sampled
    var name: String { sampled.rawValue }
    let aim = Aim.control
    private static let milliseconds: Int32 = 120
    /// A thread that did not get to run gives no samples: on a busy machine that says nothing.
    private static let tries = 10
    /// Samples of so many bytes are of threads that did run.
    private static let enoughBytes = 32 << 10

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        var samples = [UInt8](repeating: 0, count: 2 << 20)
        let own = unsafe redoubt_attacks_sample(0, 0, 1, &samples, samples.count)
        guard own >= 0 else {
            let reason = unsafe String(cString: strerror(Int32(clamping: -own)))
            return .impossible("the kernel lets this user profile nothing at all: \(reason)")
        }
        for _ in 0..<Self.tries where search.readBytes < Self.enoughBytes && search.lastError == 0 {
            for process in target.sealed {
                for thread in ProcessFiles.threads(of: process) where !search.isFound {
                    sample(thread, into: &samples, &search)
                }
            }
        }
        return search.finding
    }

    private func sample(_ thread: Int32, into samples: inout [UInt8], _ search: inout MemorySearch)
    {
        let count = unsafe redoubt_attacks_sample(
            thread,
            sampled == .stack ? 1 : 0,
            Self.milliseconds,
            &samples,
            samples.count
        )
        guard count >= 0 else { return search.fail(Int32(clamping: -count)) }
        search.examine(Array(samples.prefix(count)), "in samples of thread \(thread)")
    }
}
