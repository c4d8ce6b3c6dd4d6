import Foundation
import RedoubtABI
import RedoubtControl
import RedoubtHost

/// What an enclave did between two looks at it.
struct EnclaveActivity: Encodable {
    /// What its threads do.
    struct Threads: Encodable {
        let count: Int
        /// In a call.
        let busy: Int
        /// Looking for the next call.
        let spinning: Int
        /// Asleep until the next call.
        let sleeping: Int
    }

    /// A process.
    struct Program: Encodable {
        let pid: Int32
        let name: String
    }

    let image: String
    let product: String
    let measurement: String
    let signer: String
    let securityVersion: UInt16
    let isDebug: Bool
    let isolation: String
    let platform: String
    let user: UInt32
    let host: Program
    let monitorPid: Int32
    let threads: Threads
    /// Since the launch.
    let calls: UInt64
    let failures: UInt64
    let sleeps: UInt64
    let hostCalls: UInt64
    let resets: UInt64
    /// In the interval; nil if the enclave was not there at its start.
    let callsPerSecond: Double?
    /// Of the calls in the interval; nil if none was measured.
    let p50Microseconds: Double?
    let p99Microseconds: Double?
    let declaredBytes: UInt64
    let residentBytes: UInt64?
    let proportionalBytes: UInt64?
    /// Of one processor.
    let cpuPercent: Double?

    init(_ sample: EnclaveScan.Sample, since before: EnclaveScan.Sample?) {
        let reading = sample.reading
        let description = reading.description
        image = VisibleText.of(description.image)
        product = "\(description.identity.product)"
        measurement = "\(description.identity.measurement)"
        signer = "\(description.identity.signer)"
        securityVersion = description.identity.securityVersion
        isDebug = description.identity.isDebug
        isolation = "\(description.isolation)"
        platform = "\(description.isFromService ? PlatformMode.service : .development)"
        user = sample.user
        host = Program(
            pid: description.hostProcess,
            name: VisibleText.of(description.hostName)
        )
        monitorPid = description.monitorProcess
        threads = Self.threads(reading, usage: sample.usage)
        calls = reading.sum(\.calls)
        failures = reading.sum(\.failures)
        sleeps = reading.sum(\.sleeps)
        hostCalls = reading.sum(\.hostCalls)
        resets = reading.resets
        let seconds = before.map { ($0.instant.duration(to: sample.instant)) / .seconds(1) }
        let interval = seconds.flatMap { $0 > 0 ? $0 : nil }
        callsPerSecond = interval.flatMap { interval in
            before.map {
                Double(Self.growth(reading.sum(\.calls), $0.reading.sum(\.calls))) / interval
            }
        }
        let latencies = before.map { before in
            zip(reading.latencies, before.reading.latencies).map(Self.growth)
        }
        p50Microseconds = latencies.flatMap { LatencyScale.quantile(0.5, of: $0) }.map {
            $0 / 1_000
        }
        p99Microseconds = latencies.flatMap { LatencyScale.quantile(0.99, of: $0) }.map {
            $0 / 1_000
        }
        declaredBytes = description.memoryBytes
        residentBytes = sample.usage?.residentBytes
        proportionalBytes = sample.usage?.proportionalBytes
        if let interval, let now = sample.usage, let then = before?.usage {
            let ticks = Double(Self.growth(now.usedTicks, then.usedTicks))
            cpuPercent = ticks / MonitorUsage.ticksPerSecond / interval * 100
        } else {
            cpuPercent = nil
        }
    }

    /// The page says which threads are in a call, the kernel how many run: those that run without a call spin.
    private static func threads(_ reading: StatisticsReading, usage: MonitorUsage?) -> Threads {
        let count = reading.channels.count
        let busy = count - reading.count(.idle)
        let spinning = min(count - busy, max(0, (usage?.runningThreads ?? 0) - busy))
        return Threads(
            count: count,
            busy: busy,
            spinning: spinning,
            sleeping: count - busy - spinning
        )
    }

    /// How much a counter has grown; 0 if it has not, as no honest one does.
    private static func growth(_ now: UInt64, _ before: UInt64) -> UInt64 {
        now > before ? now - before : 0
    }

    /// The object on one line.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
