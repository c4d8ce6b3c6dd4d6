#if !hasFeature(Embedded)
internal import Glibc
internal import RedoubtControl

/// A folder that one object alone writes to.
///
/// All names are the enclave's, and are checked.
final class OwnedFolder: Sendable {
    private let path: String
    /// Files are opened below it, whatever becomes of its path.
    private let directory: OwnedDescriptor
    /// Holds the lock.
    private let lock: OwnedDescriptor

    private static let lockName = ".lock"
    private static let newPrefix = ".new-"

    init(_ path: String) throws(SealedFolderError) {
        self.path = path
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw SealedFolderError("mkdir", path, errno: errno)
        }
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw SealedFolderError("open", path, errno: errno) }
        directory = OwnedDescriptor(opened)
        let locked = unsafe openat(
            opened,
            Self.lockName,
            O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard locked >= 0 else {
            throw SealedFolderError("open", "\(path)/\(Self.lockName)", errno: errno)
        }
        lock = OwnedDescriptor(locked)
        guard Self.lock(locked) else {
            throw SealedFolderError(
                description:
                    "\(VisibleText.of(path)): it is in use by another SealedFolder: give each its own folder"
            )
        }
        // What was being written when the host was killed.
        for name in try list() where name.hasPrefix(Self.newPrefix) {
            unsafe unlinkat(opened, name, 0)
        }
    }

    /// Locks a file; waits for a second, because an enclave that has just ended lets go of its host's objects a moment
    /// after that.
    private static func lock(_ file: Int32) -> Bool {
        for _ in 0..<100 {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            usleep(10_000)
        }
        return false
    }

    func read(_ name: String) throws(SealedFolderError) -> [UInt8]? {
        try check(name)
        let opened = unsafe openat(directory.rawValue, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if opened < 0, errno == ENOENT { return nil }
        guard opened >= 0 else { throw failure("open", name) }
        let file = OwnedDescriptor(opened)
        var status = stat()
        guard unsafe fstat(file.rawValue, &status) == 0 else { throw failure("fstat", name) }
        guard status.st_size <= SealedFolder.fileLimitBytes else {
            throw failure("read", name, errno: EFBIG)
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var count = 0
        while count < bytes.count {
            let result = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(
                    file.rawValue,
                    UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).baseAddress,
                    buffer.count - count
                )
            }
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw failure("read", name) }
            if result == 0 { break }
            count += result
        }
        return Array(bytes[..<count])
    }

    func write(_ name: String, _ bytes: [UInt8]) throws(SealedFolderError) {
        try check(name)
        guard bytes.count <= SealedFolder.fileLimitBytes else {
            throw failure("write", name, errno: EFBIG)
        }
        let new = Self.newPrefix + name
        do throws(SealedFolderError) {
            try fill(new, bytes)
            guard unsafe renameat(directory.rawValue, new, directory.rawValue, name) == 0 else {
                throw failure("rename", name)
            }
        } catch {
            unsafe unlinkat(directory.rawValue, new, 0)
            throw error
        }
        // The new name itself has to outlive a crash.
        guard fsync(directory.rawValue) == 0 else { throw failure("fsync", name) }
    }

    private func fill(_ name: String, _ bytes: [UInt8]) throws(SealedFolderError) {
        let opened = unsafe openat(
            directory.rawValue,
            name,
            O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
            0o600
        )
        guard opened >= 0 else { throw failure("open", name) }
        let file = OwnedDescriptor(opened)
        var count = 0
        while count < bytes.count {
            let result = unsafe bytes[count...].withUnsafeBytes { buffer in
                unsafe Glibc.write(file.rawValue, buffer.baseAddress, buffer.count)
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else { throw failure("write", name) }
            count += result
        }
        guard fsync(file.rawValue) == 0 else { throw failure("fsync", name) }
    }

    func remove(_ name: String) throws(SealedFolderError) {
        try check(name)
        guard unsafe unlinkat(directory.rawValue, name, 0) == 0 || errno == ENOENT else {
            throw failure("unlink", name)
        }
    }

    func names(_ prefix: String, after name: String) throws(SealedFolderError) -> [String] {
        let all = try list().filter { found in
            SealedStorageLimits.isName(found) && found.utf8.starts(with: prefix.utf8)
                && name.utf8.lexicographicallyPrecedes(found.utf8)
        }
        return Array(
            all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .prefix(SealedStorageLimits.namesInPage)
        )
    }

    private func list() throws(SealedFolderError) -> [String] {
        // An own description of the folder: reading moves it.
        let opened = unsafe openat(directory.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { throw failure("open", ".") }
        guard let stream = unsafe fdopendir(opened) else {
            close(opened)
            throw failure("opendir", ".")
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        // SAFETY: an entry is valid until the next is read, and its name ends with a zero.
        while let entry = unsafe readdir(stream) {
            unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe names.append(String(cString: $0))
                }
            }
        }
        return names
    }

    private func check(_ name: String) throws(SealedFolderError) {
        guard SealedStorageLimits.isName(name) else {
            throw SealedFolderError(
                description: "the enclave named a file \(VisibleText.of(name)): expected 1 to "
                    + "\(SealedStorageLimits.nameBytes) bytes of a-z, 0-9, - and .; see SealedStorage"
            )
        }
    }

    private func failure(
        _ operation: String,
        _ name: String,
        errno number: Int32 = errno
    ) -> SealedFolderError {
        SealedFolderError(operation, "\(path)/\(name)", errno: number)
    }
}
#endif
