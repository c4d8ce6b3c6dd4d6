import Foundation
internal import Glibc
import RedoubtControl

/// Writes files that the user named.
enum OutputFile {
    /// Writes a file at once, or not at all; one that was there is replaced.
    ///
    /// - Throws: ``CommandFailure`` naming the file.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        let isFolder = try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
        guard isFolder != true else {
            throw CommandFailure("\(path): this is a folder: name the file to write")
        }
        do {
            try Data(bytes).write(to: url, options: .atomic)
        } catch {
            throw CommandFailure(
                "\(path): it cannot be written: \(error.localizedDescription)"
            )
        }
    }

    /// Writes a file that must not be there yet.
    ///
    /// - Parameters:
    ///   - path: where to.
    ///   - bytes: what to write.
    ///   - mode: who may do what with it; the process's umask takes nothing away.
    /// - Throws: ``CommandFailure`` naming the file, if it exists or cannot be written.
    static func create(_ path: String, _ bytes: [UInt8], mode: UInt32) throws {
        // Not even this user's other programs may read it while it is written.
        let opened = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw errno == EEXIST
                ? CommandFailure("\(path): it exists: choose another name, or move it away")
                : failure(path, errno)
        }
        let file = OwnedDescriptor(opened)
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes[start...].withUnsafeBytes { rest in
                // SAFETY: the buffer has as many bytes as are said, and lives during the call.
                unsafe Glibc.write(file.rawValue, rest.baseAddress, rest.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw abandoned(path, errno) }
            start += written
        }
        guard fchmod(file.rawValue, mode) == 0, fsync(file.rawValue) == 0 else {
            throw abandoned(path, errno)
        }
    }

    /// Takes away what was begun.
    private static func abandoned(_ path: String, _ number: Int32) -> CommandFailure {
        _ = unsafe unlink(path)
        return failure(path, number)
    }

    private static func failure(_ path: String, _ number: Int32) -> CommandFailure {
        CommandFailure("\(path): it cannot be written: \(unsafe String(cString: strerror(number)))")
    }
}
