internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

extension StatisticsDirectory {
    /// What is found under a page's name.
    package enum Finding: Sendable {
        /// The page of an enclave whose host lives.
        case live(StatisticsReading)
        /// What a live host keeps, and cannot be read.
        case unreadable(StatisticsError)
        /// A page whose host has ended without removing it.
        case leftOver
    }

    /// Looks at a page.
    ///
    /// - Returns: what it is; nil if it is gone.
    package func look(at name: String) -> Finding? {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
        let opened = unsafe openat(descriptor.rawValue, name, flags)
        guard opened >= 0 else {
            return errno == ENOENT ? nil : .unreadable(.system(SystemError(name, errno: errno)))
        }
        let file = OwnedDescriptor(opened)
        var status = stat()
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .unreadable(.notAFile)
        }
        // The kernel gives the lock back when the host ends, however it does.
        if redoubt_lock_file(file.rawValue) == 0 { return .leftOver }
        do throws(StatisticsError) {
            return .live(try StatisticsReading(Self.bytes(of: file)))
        } catch {
            return .unreadable(error)
        }
    }

    /// Removes the pages of hosts that have ended.
    package func removeLeftOvers() {
        for name in pageNames() {
            if case .leftOver = look(at: name) { remove(name) }
        }
    }

    /// A copy: the file may become shorter while it is read, and a mapping of it would end this process then.
    private static func bytes(
        of file: borrowing OwnedDescriptor
    ) throws(StatisticsError) -> [UInt8] {
        let limit = StatisticsLayout.limitBytes
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            // SAFETY: the rest of the array has as many bytes as are said.
            let got = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe pread(
                    file.rawValue,
                    buffer.baseAddress.unsafelyUnwrapped + count,
                    buffer.count - count,
                    off_t(count)
                )
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw .system(SystemError("reading a page", errno: errno)) }
            if got == 0 { break }
            count += got
        }
        guard count <= limit else { throw .tooLarge(limitBytes: limit) }
        return Array(bytes[..<count])
    }
}
