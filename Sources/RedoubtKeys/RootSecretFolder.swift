internal import CRedoubtSystem
internal import Glibc
public import RedoubtControl

/// The folder that a platform keeps its root secrets in.
///
/// It has mode 0700. The file `platform` is the platform's name, and `1`, `2` and so on are the secrets of the epochs:
/// files of mode 0600, each made as a whole or not at all, and never changed.
public struct RootSecretFolder: ~Copyable {
    /// The newest epochs that are listed; more are refused.
    static let fileLimit = 4_096
    static let platformName = "platform"
    let path: String
    private let descriptor: OwnedDescriptor

    /// Opens a folder that is there already.
    ///
    /// - Parameter path: the folder.
    /// - Returns: the folder; nil if there is none.
    /// - Throws: ``RootSecretFailure`` if others than the calling user can use it.
    public static func existing(
        _ path: String
    ) throws(RootSecretFailure) -> RootSecretFolder? {
        guard unsafe access(path, F_OK) == 0 else { return nil }
        return try RootSecretFolder(path)
    }

    /// Opens the folder, and makes it, and what it is in, if it is not there.
    ///
    /// - Throws: ``RootSecretFailure`` if it cannot be made, or if others than the calling user can use it.
    public init(_ path: String) throws(RootSecretFailure) {
        try Self.make(path)
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard opened >= 0 else { throw Self.failure(path, errno) }
        let folder = OwnedDescriptor(opened)
        try Self.check(folder, path)
        self.init(path, folder)
    }

    private init(_ path: String, _ descriptor: consuming OwnedDescriptor) {
        self.path = path
        self.descriptor = descriptor
    }

    private static func check(
        _ folder: borrowing OwnedDescriptor,
        _ path: String
    ) throws(RootSecretFailure) {
        var status = stat()
        guard unsafe fstat(folder.rawValue, &status) == 0 else {
            throw failure(path, errno)
        }
        guard status.st_uid == geteuid(), status.st_mode & 0o077 == 0 else {
            throw RootSecretFailure(
                "\(path) has mode \(String(status.st_mode & 0o7777, radix: 8)) and belongs to user "
                    + "\(status.st_uid): root secrets are kept in a folder of mode 700 of user \(geteuid()) only. "
                    + "If nobody else has read them, `chmod 700` it; else remove it: new ones are made, and what "
                    + "was sealed by the old ones is lost"
            )
        }
    }

    /// Reads the platform's name and the newest secrets, and makes them if there are none.
    ///
    /// - Throws: ``RootSecretFailure`` if a file has another owner, mode or size, or cannot be read or written.
    public func load() throws(RootSecretFailure) -> RootSecrets {
        var epochs = try epochs()
        if epochs.isEmpty {
            // The name first: a folder with secrets always has one.
            try makeRandom(Self.platformName, sizeBytes: PlatformID.byteCount)
            try makeRandom("1", sizeBytes: RootSecrets.sizeBytes)
            epochs = try self.epochs()
        }
        let secrets = RootSecrets(try summary(of: epochs))
        for (index, epoch) in secrets.epochs.enumerated() {
            var problem: RootSecretFailure?
            unsafe secrets.withPlace(index) { place in
                do throws(RootSecretFailure) {
                    try unsafe read("\(epoch)", into: place)
                } catch {
                    problem = error
                }
            }
            if let problem { throw problem }
        }
        return secrets
    }

    /// What may be known of the secrets, without reading them; nil if there are none yet.
    ///
    /// - Throws: ``RootSecretFailure``.
    public func summary() throws(RootSecretFailure) -> RootSummary? {
        let epochs = try epochs()
        return epochs.isEmpty ? nil : try summary(of: epochs)
    }

    private func summary(of epochs: [UInt32]) throws(RootSecretFailure) -> RootSummary {
        RootSummary(
            platform: try platform(),
            epochs: Array(epochs.prefix(RootSecrets.epochLimit)),
            droppedEpochs: Array(epochs.dropFirst(RootSecrets.epochLimit))
        )
    }

    /// Makes the secret of a new epoch, or of the first; the older ones stay.
    ///
    /// - Returns: the epoch.
    /// - Throws: ``RootSecretFailure``.
    public func rotate() throws(RootSecretFailure) -> UInt32 {
        let newest = try epochs().first ?? 0
        // What is there has to be sound.
        _ = try load()
        if newest == 0 { return 1 }
        guard newest < .max else { throw RootSecretFailure("\(path) has no epoch left") }
        guard try makeRandom("\(newest + 1)", sizeBytes: RootSecrets.sizeBytes) else {
            throw RootSecretFailure(
                "somebody else has made epoch \(newest + 1) in \(path) at the same time: look at it, and try again "
                    + "if you want one more"
            )
        }
        return newest + 1
    }

    /// Takes the secret of an older layout, a single file, as the first epoch.
    ///
    /// - Parameter old: a file in the folder that this one is in; it need not be there.
    /// - Throws: ``RootSecretFailure`` if there is another first epoch already, or the file cannot be moved.
    public func adopt(_ old: String) throws(RootSecretFailure) {
        guard unsafe access(old, F_OK) == 0 else { return }
        guard try epochs().isEmpty else {
            throw RootSecretFailure(
                "\(old) and \(path) are both there: one is from a backup or an older Redoubt. Move away the one "
                    + "whose secrets are not in use"
            )
        }
        try makeRandom(Self.platformName, sizeBytes: PlatformID.byteCount)
        guard unsafe renameat(AT_FDCWD, old, descriptor.rawValue, "1") == 0,
            fsync(descriptor.rawValue) == 0
        else { throw Self.failure(old, errno) }
    }

    /// The epochs that have a secret, the newest first.
    private func epochs() throws(RootSecretFailure) -> [UInt32] {
        let copy = unsafe openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { throw Self.failure(path, errno) }
        guard let folder = unsafe fdopendir(copy) else {
            close(copy)
            throw Self.failure(path, errno)
        }
        defer { unsafe closedir(folder) }
        var epochs: [UInt32] = []
        while let entry = unsafe readdir(folder) {
            // SAFETY: the kernel ends the name with a zero, within the entry.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
                unsafe start.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            // No name but the one that an epoch is written as.
            guard let epoch = UInt32(name), epoch > 0, "\(epoch)" == name else { continue }
            guard epochs.count < Self.fileLimit else {
                throw RootSecretFailure(
                    "\(path) has more than \(Self.fileLimit) epochs: keep the newest"
                )
            }
            epochs.append(epoch)
        }
        return epochs.sorted(by: >)
    }

    private func platform() throws(RootSecretFailure) -> PlatformID {
        var bytes = [UInt8](repeating: 0, count: PlatformID.byteCount)
        var problem: RootSecretFailure?
        unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(RootSecretFailure) {
                try unsafe read(Self.platformName, into: buffer)
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        guard let platform = PlatformID(bytes: bytes) else {
            preconditionFailure("as many bytes as it has")
        }
        return platform
    }

    /// Reads a file that must have just these bytes.
    private func read(
        _ name: String,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(RootSecretFailure) {
        let full = "\(path)/\(name)"
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let file = unsafe openat(descriptor.rawValue, name, flags)
        guard file >= 0 else { throw Self.failure(full, errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw Self.failure(full, errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o7777 == 0o600,
            status.st_uid == geteuid()
        else {
            throw RootSecretFailure(
                "\(full) has mode \(String(status.st_mode & 0o7777, radix: 8)) and belongs to user "
                    + "\(status.st_uid): it must be a file of mode 600 of user \(geteuid()). If nobody else has "
                    + "read it, `chmod 600` it; else move the folder away: new secrets are made, and what was "
                    + "sealed by the old ones is lost"
            )
        }
        guard status.st_size == buffer.count else {
            throw RootSecretFailure(
                "\(full) has \(status.st_size) bytes and must have \(buffer.count): put it back from a backup, or "
                    + "move the folder away; new secrets are made, and what was sealed by the old ones is lost"
            )
        }
        let count = unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
        guard count == buffer.count else { throw Self.failure(full, count < 0 ? errno : EIO) }
    }

    /// Makes a file of random bytes under another name, and then links it: nobody sees half of one.
    ///
    /// - Returns: false if there is one already, which another process may just have made.
    @discardableResult
    private func makeRandom(_ name: String, sizeBytes: Int) throws(RootSecretFailure) -> Bool {
        let folder = descriptor.rawValue
        var tag: UInt64 = 0
        guard unsafe redoubt_system_random(&tag, 8) == 0 else {
            throw RootSecretFailure("getrandom gave no root secret")
        }
        let temporary = "new-\(String(tag, radix: 16))"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = unsafe openat(folder, temporary, flags, 0o600)
        guard file >= 0 else { throw Self.failure("\(path)/\(temporary)", errno) }
        defer {
            close(file)
            _ = unsafe unlinkat(folder, temporary, 0)
        }
        let isWritten = unsafe withUnsafeTemporaryAllocation(byteCount: sizeBytes, alignment: 16) {
            buffer in
            guard let start = buffer.baseAddress,
                unsafe redoubt_system_random(start, sizeBytes) == 0
            else { return false }
            defer { unsafe redoubt_wipe(start, sizeBytes) }
            return unsafe write(file, start, sizeBytes) == sizeBytes
        }
        guard isWritten, fchmod(file, 0o600) == 0, fsync(file) == 0 else {
            throw Self.failure("\(path)/\(temporary)", errno)
        }
        guard unsafe linkat(folder, temporary, folder, name, 0) == 0 else {
            if errno == EEXIST { return false }
            throw Self.failure("\(path)/\(name)", errno)
        }
        guard fsync(folder) == 0 else { throw Self.failure(path, errno) }
        return true
    }

    /// Makes a folder and those that it is in, which only this user can use.
    private static func make(_ path: String) throws(RootSecretFailure) {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw failure(path, errno)
        }
        try make(String(path[..<slash]))
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ code: Int32) -> RootSecretFailure {
        RootSecretFailure("the root secrets: \(SystemError(path, errno: code))")
    }
}
