internal import Glibc

/// Which file it is, whatever it is called.
struct FileIdentity: Equatable {
    private let device: UInt64
    private let number: UInt64
    /// What it is: the part of `st_mode` that says so.
    let kind: UInt32

    /// The file that a path leads to, over all links; nil if it leads to none.
    init?(_ path: String) {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The file that a descriptor of this process is open for; nil if it is not open.
    init?(descriptor: Int32) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
        kind = status.st_mode & S_IFMT
    }

    /// Whether it keeps what is written to it, where a reader would have found something else.
    ///
    /// A terminal may be read and written by the same command.
    var keepsContents: Bool { kind != S_IFCHR }
    /// Whether it is a folder.
    var isFolder: Bool { kind == S_IFDIR }
    /// Whether it is a file, and no pipe or device.
    var isRegular: Bool { kind == S_IFREG }
}
