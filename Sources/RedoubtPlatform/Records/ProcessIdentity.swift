internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// A process for good: its number, and when it started, which tells it from a later one with that number.
struct ProcessIdentity: Codable, Equatable, Sendable {
    let number: Int32
    /// In the kernel's ticks since the machine started.
    let startTicks: UInt64

    init(number: Int32, startTicks: UInt64) {
        self.number = number
        self.startTicks = startTicks
    }

    /// The process that has this number now; nil if there is none, or it has ended.
    ///
    /// Source: proc_pid_stat(5), fields 3 and 22.
    init?(of number: Int32) {
        let file = unsafe Glibc.open("/proc/\(number)/stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 1_024)
        let count = unsafe read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        // The name, in parentheses, may hold anything.
        guard let name = bytes[..<count].lastIndex(of: UInt8(ascii: ")")) else { return nil }
        let fields = bytes[(name + 1)..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 19, let ticks = UInt64(String(decoding: fields[19], as: UTF8.self)),
            fields[0].first != UInt8(ascii: "Z"), fields[0].first != UInt8(ascii: "X")
        else { return nil }
        self.init(number: number, startTicks: ticks)
    }

    /// Opens the process; nil if it has ended.
    func open() -> OwnedDescriptor? {
        let descriptor = redoubt_process_descriptor(number)
        guard descriptor >= 0 else { return nil }
        let owned = OwnedDescriptor(descriptor)
        // Only now is it certain whose descriptor that is.
        guard ProcessIdentity(of: number) == self else { return nil }
        return owned
    }
}
