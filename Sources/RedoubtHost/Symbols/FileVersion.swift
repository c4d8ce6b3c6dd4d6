internal import Glibc

/// One version of one file: changes when the file is written to, or replaced by another.
struct FileVersion: Equatable, Sendable {
    let sizeBytes: Int
    private let device: UInt64
    private let inode: UInt64
    private let seconds: Int
    private let nanoseconds: Int

    /// The version that is open; nil if the descriptor is not one of a file.
    ///
    /// `fstat`.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        sizeBytes = Int(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
