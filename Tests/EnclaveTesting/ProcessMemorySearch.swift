import CMemorySearch
import Foundation
import Glibc

/// Counts byte strings in all that can be read of a process's memory.
public struct ProcessMemorySearch {
    /// How often each was found.
    public private(set) var counts: [Int]
    /// Bytes that could be read.
    public private(set) var readBytes = 0

    /// Reads `/proc/PID/mem`, which takes root for another process that is not dumpable.
    ///
    /// - Parameters:
    ///   - process: the process; not this one, which holds the patterns.
    ///   - patterns: what is looked for, each of the same length.
    public init(_ process: Int32, for patterns: [[UInt8]]) {
        counts = [Int](repeating: 0, count: patterns.count)
        guard let file = FileHandle(forReadingAtPath: "/proc/\(process)/maps"),
            let text = try? file.readToEnd()
        else { return }
        let memory = unsafe open("/proc/\(process)/mem", O_RDONLY | O_CLOEXEC)
        guard memory >= 0 else { return }
        defer { close(memory) }
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let bounds = line.split(separator: " ")[0].split(separator: "-")
            guard let start = UInt64(bounds[0], radix: 16), let end = UInt64(bounds[1], radix: 16),
                end <= UInt64(Int64.max)
            else { continue }
            search(memory, start..<end, for: patterns)
        }
    }

    private mutating func search(
        _ memory: Int32,
        _ range: Range<UInt64>,
        for patterns: [[UInt8]]
    ) {
        let chunk = 1 << 20
        let width = patterns.first?.count ?? 0
        var at = range.lowerBound
        var buffer = [UInt8](repeating: 0, count: chunk + width - 1)
        while at < range.upperBound {
            let wanted = Int(min(UInt64(buffer.count), range.upperBound - at))
            let count = unsafe pread(memory, &buffer, wanted, off_t(at))
            at += UInt64(chunk)
            guard count > 0 else { continue }
            readBytes += count
            for (index, pattern) in patterns.enumerated() {
                counts[index] += unsafe memory_count(buffer, count, pattern, pattern.count)
            }
        }
    }
}
