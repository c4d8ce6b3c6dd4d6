import Foundation
internal import Glibc
import RedoubtControl

/// A file that the user named, read whole and within a limit.
struct InputFile {
    /// What is in it.
    let bytes: [UInt8]
    /// Whether it is a file, and no pipe or device.
    let isRegular: Bool
    /// Who may do what with it: `st_mode`.
    let mode: UInt32

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - purpose: what it should be, as in "an enclave image".
    ///   - limitBytes: the most that it may have; what is larger is refused before it is read.
    /// - Throws: ``CommandFailure`` naming the file.
    init(_ path: String, _ purpose: String, limitBytes: Int) throws {
        guard let file = try InputFile(ifPresent: path, purpose, limitBytes: limitBytes) else {
            throw CommandFailure("\(path): there is no such file: \(purpose) is needed")
        }
        self = file
    }

    /// Reads a file; nil if there is none.
    init?(ifPresent path: String, _ purpose: String, limitBytes: Int) throws {
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            if errno == ENOENT { return nil }
            throw Self.failure(path, errno)
        }
        let file = OwnedDescriptor(opened)
        var status = stat()
        guard unsafe fstat(file.rawValue, &status) == 0 else { throw Self.failure(path, errno) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else {
            throw CommandFailure(
                "\(path): this is a folder, and \(purpose) is needed: name a file"
            )
        }
        isRegular = kind == S_IFREG
        mode = status.st_mode
        guard !isRegular || Int(status.st_size) <= limitBytes else {
            throw Self.tooLarge(path, purpose, limitBytes)
        }
        var read: [UInt8] = []
        // One byte more than there should be shows the end, or that the limit is passed.
        var room = isRegular ? Int(status.st_size) + 1 : 64 << 10
        while true {
            let part = try Self.part(of: file, path, capacity: room)
            if read.isEmpty { read = part } else { read += part }
            guard read.count <= limitBytes else {
                throw Self.tooLarge(path, purpose, limitBytes)
            }
            if part.count < room { break }
            room = 64 << 10
        }
        bytes = read
    }

    /// As many bytes as there is room for; fewer only at the end.
    private static func part(
        of file: borrowing OwnedDescriptor,
        _ path: String,
        capacity: Int
    ) throws -> [UInt8] {
        var problem: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            while count < capacity, let start = buffer.baseAddress {
                // SAFETY: `start + count` leaves room for `capacity - count` bytes.
                let got = unsafe read(file.rawValue, start + count, capacity - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { problem = errno }
                if got <= 0 { return }
                count += got
            }
        }
        guard problem == 0 else { throw failure(path, problem) }
        return bytes
    }

    private static func failure(_ path: String, _ number: Int32) -> CommandFailure {
        number == EACCES
            ? CommandFailure("\(path): this user may not read it: see `ls -l \(path)`")
            : CommandFailure(
                "\(path): it cannot be read: \(unsafe String(cString: strerror(number)))"
            )
    }

    private static func tooLarge(
        _ path: String,
        _ purpose: String,
        _ limitBytes: Int
    ) -> CommandFailure {
        CommandFailure(
            "\(path): this is larger than \(limitBytes) bytes, the most that \(purpose) may have"
        )
    }
}

extension InputFile {
    /// What is in it as text.
    func text(_ path: String) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure("\(path): this is not text in UTF-8")
        }
        return text
    }
}
