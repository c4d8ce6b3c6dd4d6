internal import FoundationEssentials
internal import Glibc
internal import RedoubtControl

/// A file that grows by one line of JSON for each event.
///
/// It is opened for each line, so that it can be renamed at any time. Each line is one write, at the end.
struct AuditLog: Sendable {
    /// The longest text in a line; what is longer is cut.
    private static let reasonLimitCharacters = 1_000
    private let path: String

    /// Writes to a file, which is made with the first line: mode 0640.
    init(path: String) {
        self.path = path
    }

    /// Adds a line.
    ///
    /// - Throws: ``SystemError``: then the line is not there.
    func write(_ event: AuditEvent) throws {
        var event = event
        event.reason = event.reason.map { String($0.prefix(Self.reasonLimitCharacters)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // JSON escapes every control character: a line stays a line.
        let line = try encoder.encode(event) + [UInt8(ascii: "\n")]
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW
        let file = unsafe open(path, flags, 0o640)
        guard file >= 0 else { throw SystemError("open \(path)", errno: errno) }
        defer { close(file) }
        let written = unsafe line.withUnsafeBytes { buffer in
            unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
        }
        guard written == line.count else {
            throw SystemError("writing \(path)", errno: written < 0 ? errno : ENOSPC)
        }
    }
}
