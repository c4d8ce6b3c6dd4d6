import Foundation
internal import Glibc
import RedoubtControl

/// Writes files that the user named.
enum OutputFile {
    /// Writes a file at once, or not at all, or into what is no file.
    ///
    /// A file that was there is replaced; links to it stay. Into a pipe, a device, and what this process has
    /// open already (`/dev/stdout`), the bytes are written.
    ///
    /// - Parameters:
    ///   - bytes: what to write.
    ///   - path: where to.
    ///   - inputs: paths of what the command reads, which stays as it is.
    /// - Returns: where they went.
    /// - Throws: ``CommandFailure`` naming the file.
    @discardableResult
    static func write(
        _ bytes: [UInt8],
        to path: String,
        sparing inputs: [String] = []
    ) throws -> OutputPlace {
        let place = try OutputPlace(path)
        if let written = place.identity, written.keepsContents {
            for input in inputs where FileIdentity(input) == written {
                throw CommandFailure(
                    "\(path): this is the same file as \(input), which the command reads: name another file "
                        + "to write"
                )
            }
        }
        switch place {
        case .file(let end):
            do {
                try Data(bytes).write(to: URL(fileURLWithPath: end), options: .atomic)
            } catch {
                throw CommandFailure(
                    "\(path): it cannot be written: \(error.localizedDescription)"
                )
            }
        case .device(let end):
            let opened = unsafe open(end, O_WRONLY | O_NOCTTY | O_CLOEXEC)
            guard opened >= 0 else { throw failure(path, errno) }
            let file = OwnedDescriptor(opened)
            try write(bytes, to: file.rawValue, path)
        case .descriptor(let number):
            guard place.identity?.isFolder != true else {
                throw CommandFailure("\(path): this is a folder: name the file to write")
            }
            try write(bytes, to: number, path)
        }
        return place
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
        do {
            try write(bytes, to: file.rawValue, path)
        } catch {
            _ = unsafe unlink(path)
            throw error
        }
        guard fchmod(file.rawValue, mode) == 0, fsync(file.rawValue) == 0 else {
            let number = errno
            _ = unsafe unlink(path)
            throw failure(path, number)
        }
    }

    private static func write(
        _ bytes: [UInt8],
        to descriptor: Int32,
        _ path: String
    ) throws(CommandFailure) {
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes[start...].withUnsafeBytes { rest in
                // SAFETY: the buffer has as many bytes as are said, and lives during the call.
                unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw failure(path, errno) }
            start += written
        }
    }

    private static func failure(_ path: String, _ number: Int32) -> CommandFailure {
        CommandFailure("\(path): it cannot be written: \(unsafe String(cString: strerror(number)))")
    }
}
