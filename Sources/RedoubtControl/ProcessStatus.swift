internal import Glibc

/// What the kernel tells everybody of a process, or of one of its threads.
///
/// Source: proc_pid_stat(5).
package struct ProcessStatus: Equatable, Sendable {
    /// What it does: `R` runs or would, `S` sleeps, `Z` and `X` have ended.
    package let state: UInt8
    /// The processor time that it has used, in the kernel's ticks.
    package let usedTicks: UInt64
    /// When it started, in the kernel's ticks since the machine did.
    package let startTicks: UInt64
    /// Its memory that is not swapped out, in pages.
    package let residentPages: UInt64

    /// The process that has this number now; nil if there is none, or it has ended.
    package init?(process: Int32) {
        self.init(path: "/proc/\(process)/stat")
        if hasEnded { return nil }
    }

    /// A thread of a process; nil if there is none.
    package init?(thread: Int32, of process: Int32) {
        self.init(path: "/proc/\(process)/task/\(thread)/stat")
    }

    private init?(path: String) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = unsafe read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        self.init(line: bytes[..<count])
    }

    /// Reads a line of the kernel's.
    package init?(line: ArraySlice<UInt8>) {
        // The name, in parentheses, may hold anything.
        guard let name = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = line[(name + 1)...].split(separator: UInt8(ascii: " "))
        func number(_ field: Int) -> UInt64? {
            // Counted as in the manual, where the state is the third.
            UInt64(String(decoding: fields[field - 3], as: UTF8.self))
        }
        guard fields.count > 21, let state = fields[0].first, let user = number(14),
            let system = number(15), let start = number(22), let resident = number(24)
        else { return nil }
        self.state = state
        usedTicks = user &+ system
        startTicks = start
        residentPages = resident
    }

    private var hasEnded: Bool { state == UInt8(ascii: "Z") || state == UInt8(ascii: "X") }
}
