import Foundation
import RedoubtControl
import RedoubtHost

/// What an enclave's monitor, and its jailed process if there is one, take of the machine.
struct MonitorUsage: Equatable {
    /// Processor time, in the kernel's ticks.
    private(set) var usedTicks: UInt64 = 0
    /// Threads that run, or would if there were a processor.
    private(set) var runningThreads = 0
    /// Memory that is not swapped out; the private memory of a virtual machine is not in it.
    private(set) var residentBytes: UInt64 = 0
    /// The same, with what is shared divided among those who share it; nil without the right to ask.
    private(set) var proportionalBytes: UInt64? = 0

    /// Ticks in a second.
    static let ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    private static let pageBytes = UInt64(max(1, sysconf(Int32(_SC_PAGESIZE))))

    /// Asks the kernel; nil if the monitor has ended, or its number is another process's.
    init?(_ description: StatisticsDescription) {
        let monitor = description.monitorProcess
        guard let status = ProcessStatus(process: monitor),
            status.startTicks == description.monitorStartTicks
        else { return nil }
        add(monitor, status)
        for child in Self.threads(of: monitor).flatMap({ Self.children(of: monitor, thread: $0) }) {
            if let status = ProcessStatus(process: child) { add(child, status) }
        }
    }

    private mutating func add(_ process: Int32, _ status: ProcessStatus) {
        usedTicks &+= status.usedTicks
        residentBytes &+= status.residentPages &* Self.pageBytes
        for thread in Self.threads(of: process) {
            let state = ProcessStatus(thread: thread, of: process)?.state
            if state == UInt8(ascii: "R") { runningThreads += 1 }
        }
        if let bytes = Self.proportionalBytes(of: process), let sum = proportionalBytes {
            proportionalBytes = sum &+ bytes
        } else {
            proportionalBytes = nil
        }
    }

    private static func threads(of process: Int32) -> [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
        return (names ?? []).compactMap { Int32($0) }
    }

    private static func children(of process: Int32, thread: Int32) -> [Int32] {
        text("/proc/\(process)/task/\(thread)/children").split(separator: " ")
            .compactMap { Int32($0) }
    }

    /// Source: proc_pid_smaps_rollup(5), in KiB.
    private static func proportionalBytes(of process: Int32) -> UInt64? {
        text("/proc/\(process)/smaps_rollup").split(separator: "\n")
            .first { $0.hasPrefix("Pss:") }
            .flatMap { UInt64($0.filter(\.isNumber)) }.map { $0 &* 1_024 }
    }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
}
