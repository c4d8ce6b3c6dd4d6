internal import Glibc

/// The standard error stream, for the last words of a process.
public enum StandardError {
    /// Writes a line.
    ///
    /// A failure to do so has nobody to report to.
    public static func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
