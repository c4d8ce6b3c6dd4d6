import BenchInterface
import Foundation
import RedoubtHost
import RedoubtImage

/// What it takes to have an enclave: launched, from a pool, and put back to its start.
struct LaunchBench {
    private static let rounds = 30
    private let image: BenchImage
    private let clone: String
    private var options = LaunchOptions()

    init(_ image: BenchImage, clone: String) {
        self.image = image
        self.clone = clone
        options.platform = .development
    }

    /// All figures; those that have no peer here are left out, with the reason on standard error.
    func measure() async throws -> [Figure] {
        let cold = try await coldLaunch()
        var figures = [cold].compactMap { $0 } + [try await heapSize()]
        figures += try await pool() + [try await reset()]
        return figures
    }

    private func coldLaunch() async throws -> Figure? {
        let peer: SandboxPeer
        do {
            peer = try SandboxPeer(clone: clone)
            _ = try peer.milliseconds()
        } catch {
            StandardError.write("left out: cold launch beside bubblewrap: \(error)")
            return nil
        }
        var launches: [Double] = []
        var peers: [Double] = []
        for _ in 0..<Self.rounds {
            launches.append(try await launch(image))
            peers.append(try peer.milliseconds())
        }
        return Figure(
            figure: "cold launch to first reply",
            value: median(launches),
            unit: "ms",
            peer: "bwrap --unshare-all to the reply of a static program",
            peerValue: median(peers),
            target: .ratio(2.5)
        )
    }

    private func heapSize() async throws -> Figure {
        let small = try image.variant { $0.heapBytes = 1 << 20 }
        let large = try image.variant { $0.heapBytes = 1 << 30 }
        defer { for variant in [small, large] { variant.remove() } }
        var smalls: [Double] = []
        var larges: [Double] = []
        for _ in 0..<Self.rounds {
            smalls.append(try await launch(small))
            larges.append(try await launch(large))
        }
        return Figure(
            figure: "cold launch with a heap of 1 GiB",
            value: median(larges),
            unit: "ms",
            peer: "with one of 1 MiB",
            peerValue: median(smalls),
            target: .ratio(1.2)
        )
    }

    private func pool() async throws -> [Figure] {
        let pool = try EnclavePool(
            image: image.path,
            policy: .development,
            options: options,
            size: 2
        )
        let futex = try FutexPeer()
        defer { futex.end() }
        var wakings: [Double] = []
        var taken: [Double] = []
        var replied: [Double] = []
        var launches: [Double] = []
        do {
            for _ in 0..<Self.rounds {
                launches.append(try await launch(image) * 1_000)
                while pool.readyCount < 2 { try await Task.sleep(for: .milliseconds(1)) }
                // Both after a pause: processors that have just worked are awake.
                try await Task.sleep(for: .milliseconds(3))
                wakings.append(futex.roundTrip())
                try await Task.sleep(for: .milliseconds(3))
                let start = ContinuousClock.now
                try await pool.withEnclave { enclave in
                    taken.append((ContinuousClock.now - start).inMicroseconds)
                    try await BenchClient(enclave).empty()
                    replied.append((ContinuousClock.now - start).inMicroseconds)
                }
            }
        } catch {
            await pool.close()
            throw error
        }
        await pool.close()
        return [
            Figure(
                figure: "an enclave from the warm pool",
                value: median(taken),
                unit: "µs",
                peer: "a cold launch",
                peerValue: median(launches),
                target: .value(50)
            ),
            // It has slept until then, as every enclave does that nobody calls.
            Figure(
                figure: "an enclave from the warm pool, to its first reply",
                value: median(replied),
                unit: "µs",
                peer: "waking a process by futex, and being woken by it",
                peerValue: median(wakings),
                target: .ratio(2.5)
            ),
        ]
    }

    private func reset() async throws -> Figure {
        let variant = try image.variant { $0.heapBytes = 4 << 20 }
        defer { variant.remove() }
        var strongest = options
        strongest.isolation = .backend(.virtualization)
        var resets: [Double] = []
        var launches: [Double] = []
        try await Enclave.withLaunched(
            variant.path,
            policy: .development,
            options: strongest
        ) { enclave in
            for _ in 0..<Self.rounds {
                launches.append(try await launch(variant))
                _ = try await BenchClient(enclave).dirty(bytes: 1 << 20)
                let start = ContinuousClock.now
                try await enclave.reset()
                resets.append((ContinuousClock.now - start).inMicroseconds / 1_000)
            }
        }
        return Figure(
            figure: "reset to the first state, 1 MiB dirty",
            value: median(resets),
            unit: "ms",
            peer: "a cold launch",
            peerValue: median(launches),
            target: .value(5)
        )
    }

    /// Milliseconds from the launch to the first reply.
    private func launch(_ image: BenchImage) async throws -> Double {
        let start = ContinuousClock.now
        return try await Enclave.withLaunched(
            image.path,
            policy: .development,
            options: options
        ) { enclave in
            try await BenchClient(enclave).empty()
            return (ContinuousClock.now - start).inMicroseconds / 1_000
        }
    }
}
