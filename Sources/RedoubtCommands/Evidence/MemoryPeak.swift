import Foundation

/// How much memory this process has taken.
enum MemoryPeak {
    /// What the process had resident when this was first asked, in KiB.
    private static let startKiB = residentKiB()

    /// Remembers the memory at the start.
    static func begin() { _ = startKiB }

    /// How much the peak is above the start, in MiB.
    static func growthMiB() -> Double {
        let peak = field("VmHWM:")
        return Double(max(0, peak - startKiB)) / 1024
    }

    private static func residentKiB() -> Int { field("VmRSS:") }

    /// A figure of `/proc/self/status`.
    private static func field(_ name: String) -> Int {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
            let value = line.split(whereSeparator: { !$0.isNumber }).first
        else { return 0 }
        return Int(value) ?? 0
    }
}
