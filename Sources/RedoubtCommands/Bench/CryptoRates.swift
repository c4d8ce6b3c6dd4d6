internal import CCryptoBench
import CryptoBenchInterface
import CryptoBenchWork
import RedoubtHost

/// How often an operation is done in a second, in an enclave, outside, and by `openssl speed`.
struct CryptoRates {
    /// Of undisturbed batches.
    let inside: Double
    let outside: Double
    /// Of whole seconds, which is what openssl tells; nil if there is none, or it does not measure this.
    let seconds: (inside: Double, openssl: Double)?

    /// How long a batch should take: long beside reading a clock, and far shorter than a
    /// scheduler's slice.
    private static let batchMicroseconds = 200.0
    private static let batches = 100
    /// How long enclave and program measure by turns before it is the turn of whole seconds.
    private static let turn = Duration.milliseconds(500)

    /// Measures in turn, so that all three meet the same machine.
    ///
    /// The processor's clock is read inside, around each batch. Beside the same code outside, of
    /// each hundred batches the fastest counts: on a machine that is busy it is the one that nothing
    /// else has disturbed. The median of these is the rate, so that no moment in which the processor
    /// was faster decides. Beside openssl, all batches of a second on the wall count, and the fastest second of
    /// either.
    ///
    /// - Parameters:
    ///   - operation: what is done.
    ///   - enclave: the one of `CryptoBenchEnclave`.
    ///   - seconds: for how long; a turn that has begun, of 3 seconds or so, is finished.
    /// - Returns: the rates.
    /// - Throws: the enclave's end, or ``CommandFailure`` if the operation fails.
    static func measure(
        _ operation: CryptoOperation,
        _ enclave: Enclave,
        seconds: Double
    ) async throws -> CryptoRates {
        let client = CryptoBenchClient(enclave)
        let ticksPerMicrosecond = try await measureClock()
        var rounds = 1
        while CryptoWork.measure(operation, rounds: rounds, batches: 3).fewestTicks
            < UInt64(batchMicroseconds * ticksPerMicrosecond)
        { rounds *= 2 }
        var fewest: (inside: [UInt64], outside: [UInt64]) = ([], [])
        var sustained = 0.0
        var openssl: Double?
        let end = ContinuousClock.now + .seconds(seconds)
        repeat {
            let turnEnd = ContinuousClock.now + turn
            repeat {
                let inside = try await client.measure(operation, rounds: rounds, batches: batches)
                let outside = CryptoWork.measure(operation, rounds: rounds, batches: batches)
                try check(inside, operation, rounds * batches)
                try check(outside, operation, rounds * batches)
                fewest.inside.append(inside.fewestTicks)
                fewest.outside.append(outside.fewestTicks)
            } while ContinuousClock.now < turnEnd
            guard let rate = try OpenSSLSpeed.rate(of: operation) else { continue }
            openssl = max(openssl ?? 0, rate)
            let batchesOfSecond =
                Int(1e6 * ticksPerMicrosecond) / Int(median(fewest.inside.map { Double($0) }))
            let second = try await client.measure(
                operation,
                rounds: rounds,
                batches: batchesOfSecond
            )
            try check(second, operation, rounds * batchesOfSecond)
            sustained = max(
                sustained,
                Double(second.good) * ticksPerMicrosecond * 1e6 / Double(second.allTicks)
            )
        } while ContinuousClock.now < end
        func rate(_ ticks: [UInt64]) -> Double {
            Double(rounds) * ticksPerMicrosecond * 1e6 / median(ticks.map { Double($0) })
        }
        return CryptoRates(
            inside: rate(fewest.inside),
            outside: rate(fewest.outside),
            seconds: openssl.map { (sustained, $0) }
        )
    }

    private static func check(
        _ measurement: CryptoMeasurement,
        _ operation: CryptoOperation,
        _ count: Int
    ) throws(CommandFailure) {
        guard measurement.good == count else {
            throw CommandFailure(
                "\(operation.title) went well \(measurement.good) times of \(count)"
            )
        }
    }

    /// The ticks of the processor's clock in a microsecond.
    static func measureClock() async throws -> Double {
        let start = (ContinuousClock.now, crypto_bench_ticks())
        try await Task.sleep(for: .milliseconds(100))
        let end = (ContinuousClock.now, crypto_bench_ticks())
        return Double(end.1 &- start.1) / (end.0 - start.0).inMicroseconds
    }
}
