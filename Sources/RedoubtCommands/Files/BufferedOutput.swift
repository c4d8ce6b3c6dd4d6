import Foundation

/// Standard output for many lines: written in large parts.
struct BufferedOutput {
    private static let partBytes = 256 << 10
    private var part: [UInt8] = []

    /// Adds a line.
    mutating func write(_ line: String) throws {
        part += line.utf8
        part.append(UInt8(ascii: "\n"))
        if part.count >= Self.partBytes { try flush() }
    }

    /// Writes what is left.
    mutating func flush() throws {
        try FileHandle.standardOutput.write(contentsOf: part)
        part.removeAll(keepingCapacity: true)
    }
}
