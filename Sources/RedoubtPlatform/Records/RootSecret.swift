internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// The machine's root secret: 32 random bytes that never leave the platform service.
///
/// Keys of enclaves will be derived from it. It has one owner, is not printed, and is wiped when it goes.
@safe
public struct RootSecret: ~Copyable, @unchecked Sendable {
    /// Its size.
    public static let sizeBytes = 32
    private let bytes: UnsafeMutableRawBufferPointer

    private init() {
        unsafe bytes = .allocate(byteCount: Self.sizeBytes, alignment: 64)
        // Out of swap, where the limit for locked memory allows it.
        _ = unsafe mlock(bytes.baseAddress, Self.sizeBytes)
    }

    deinit {
        if let start = unsafe bytes.baseAddress {
            // SAFETY: allocated in init with this size.
            unsafe redoubt_wipe(start, Self.sizeBytes)
            unsafe munlock(start, Self.sizeBytes)
        }
        unsafe bytes.deallocate()
    }

    /// Reads the secret, and makes it if there is none.
    ///
    /// - Parameter path: a file of mode 0600 that belongs to the calling user.
    /// - Returns: the secret.
    /// - Throws: ``PlatformFailure`` if the file has another owner, mode or size, or cannot be read or written.
    public static func load(_ path: String) throws(PlatformFailure) -> RootSecret {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if file < 0 && errno == ENOENT {
            try make(path)
            return try load(path)
        }
        guard file >= 0 else { throw failure(path, errno) }
        defer { close(file) }
        var status = stat()
        guard unsafe fstat(file, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o7777 == 0o600,
            status.st_uid == geteuid()
        else {
            throw PlatformFailure(
                "\(path) has mode \(String(status.st_mode & 0o7777, radix: 8)) and belongs to user "
                    + "\(status.st_uid): it must be a file of mode 600 of user \(geteuid()). If somebody could "
                    + "read it, remove it: a new one is made, and what was sealed by the old one is lost"
            )
        }
        guard status.st_size == sizeBytes else {
            throw PlatformFailure(
                "\(path) has \(status.st_size) bytes and must have \(sizeBytes): put it back from a backup, or "
                    + "remove it; a new one is made, and what was sealed by the old one is lost"
            )
        }
        let secret = RootSecret()
        let count = unsafe read(file, secret.bytes.baseAddress, sizeBytes)
        guard count == sizeBytes else { throw failure(path, count < 0 ? errno : EIO) }
        return secret
    }

    /// Makes a secret under another name, and then links it: an interrupted service leaves no half of one.
    private static func make(_ path: String) throws(PlatformFailure) {
        let secret = RootSecret()
        guard let start = unsafe secret.bytes.baseAddress,
            unsafe redoubt_system_random(start, sizeBytes) == 0
        else { throw PlatformFailure("getrandom gave no root secret") }
        let temporary = path + ".new"
        _ = unsafe unlink(temporary)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        let file = unsafe open(temporary, flags, 0o600)
        guard file >= 0 else { throw failure(temporary, errno) }
        defer {
            close(file)
            _ = unsafe unlink(temporary)
        }
        guard unsafe write(file, start, sizeBytes) == sizeBytes, fsync(file) == 0 else {
            throw failure(temporary, errno)
        }
        guard unsafe link(temporary, path) == 0 else { throw failure(path, errno) }
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let folder = unsafe open(
            path[..<slash].isEmpty ? "/" : String(path[..<slash]),
            O_RDONLY | O_DIRECTORY | O_CLOEXEC
        )
        guard folder >= 0 else { throw failure(path, errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(path, errno) }
    }

    private static func failure(_ path: String, _ code: Int32) -> PlatformFailure {
        PlatformFailure("the root secret: \(SystemError(path, errno: code))")
    }

    /// Calls `body` with the secret, which is gone when this value is.
    @unsafe
    public borrowing func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe body(UnsafeRawBufferPointer(bytes))
    }
}
