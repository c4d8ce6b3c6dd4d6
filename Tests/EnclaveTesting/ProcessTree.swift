import Foundation

/// Looks at processes that a test has started.
public enum ProcessTree {
    /// The processes that a process has started and not reaped.
    public static func children(of process: Int32) -> [Int32] {
        let files = FileManager.default
        // The kernel lists them by the thread that started them.
        let threads = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.flatMap { thread in
            let path = "/proc/\(process)/task/\(thread)/children"
            let text = files.contents(atPath: path) ?? Data()
            return String(decoding: text, as: UTF8.self).split(separator: " ")
                .compactMap { Int32($0) }
        }
    }

    /// Whether a process runs; one that only waits to be reaped does not.
    public static func isAlive(_ process: Int32) -> Bool {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
            return false
        }
        let text = String(decoding: status, as: UTF8.self)
        return text.split(separator: ")").last?.split(separator: " ").first != "Z"
    }

    /// Blocks the thread until a process has ended.
    ///
    /// Not by Foundation's `waitUntilExit`, which on a busy machine has been seen never to hear of the end.
    public static func waitForEnd(of process: Int32) {
        while isAlive(process) { usleep(2_000) }
    }

    /// The processor time that a process has used, in the kernel's ticks of 10 ms; nil if it is gone.
    public static func usedTicks(_ process: Int32) -> Int? {
        guard let status = FileManager.default.contents(atPath: "/proc/\(process)/stat") else {
            return nil
        }
        // Counted from the field after the name, which may hold anything: user and system time.
        let fields = String(decoding: status, as: UTF8.self).split(separator: ")").last?
            .split(separator: " ").compactMap { Int($0) }
        guard let fields, fields.count > 11 else { return nil }
        return fields[10] + fields[11]
    }
}
