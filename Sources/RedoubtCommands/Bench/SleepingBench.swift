import BenchInterface
import RedoubtHost

/// Calls that find the enclave asleep.
enum SleepingBench {
    private static let rounds = 400
    /// Long enough for both sides to fall asleep.
    private static let pause = Duration.milliseconds(3)

    static func measure(_ image: BenchImage) async throws -> Figure {
        let peer = try FutexPeer()
        defer { peer.end() }
        return try await Enclave.withLaunched(image.path, policy: .development) { enclave in
            let client = BenchClient(enclave)
            var calls: [Double] = []
            var peers: [Double] = []
            for _ in 0..<rounds {
                try await Task.sleep(for: pause)
                let start = ContinuousClock.now
                try await client.empty()
                calls.append((ContinuousClock.now - start).inMicroseconds)
                try await Task.sleep(for: pause)
                peers.append(peer.roundTrip())
            }
            let exits = 1_000
            let begin = ContinuousClock.now
            try await client.leave(times: exits)
            let exit = (ContinuousClock.now - begin).inMicroseconds / Double(exits)
            return Figure(
                figure: "call to a sleeping enclave",
                value: median(calls),
                unit: "µs",
                peer: "waking a process by futex, being woken by it, and an exit of the enclave",
                peerValue: median(peers) + exit,
                target: .ratio(2.5)
            )
        }
    }
}
