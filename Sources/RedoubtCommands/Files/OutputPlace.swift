internal import Glibc

/// Where what is written to a path goes.
enum OutputPlace: Equatable {
    /// A file, or the name of one to come, at the end of all links: it is replaced as a whole.
    case file(String)
    /// A pipe or a device: it is written into, and stays what it is.
    case device(String)
    /// What this process has open, as `/dev/stdout` and `/proc/self/fd/3` name it: it is written into.
    case descriptor(Int32)

    /// As many links one after the other as the kernel follows.
    private static let linkLimit = 40

    /// Follows a path's links.
    ///
    /// - Throws: ``CommandFailure`` for a folder, and for links that lead in a circle.
    init(_ path: String) throws(CommandFailure) {
        var end = path
        for _ in 0...Self.linkLimit {
            let (folder, name) = Self.parts(end)
            if let descriptor = Self.descriptor(folder, name) {
                self = .descriptor(descriptor)
                return
            }
            if let found = FileIdentity(end) {
                guard !found.isFolder else {
                    throw CommandFailure("\(path): this is a folder: name the file to write")
                }
                guard found.isRegular else {
                    self = .device(end)
                    return
                }
            }
            guard !name.isEmpty else {
                throw CommandFailure("\(path): this names no file: name the file to write")
            }
            guard let target = Self.target(of: end) else {
                self = .file(end)
                return
            }
            // What a link says is meant from the folder in which it lies.
            end = target.hasPrefix("/") ? target : "\(folder)/\(target)"
        }
        throw CommandFailure(
            "\(path): it cannot be written: its links lead in a circle: name the file itself"
        )
    }

    /// Which file it is; nil if there is none yet.
    var identity: FileIdentity? {
        switch self {
        case .file(let path), .device(let path): FileIdentity(path)
        case .descriptor(let number): FileIdentity(descriptor: number)
        }
    }

    private static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let folder = path[..<slash]
        return (folder.isEmpty ? "/" : String(folder), String(path[slash...].dropFirst()))
    }

    /// The number of a descriptor of this process, if that is what a path names.
    private static func descriptor(_ folder: String, _ name: String) -> Int32? {
        guard let number = Int32(name), number >= 0, let real = realPath(folder) else { return nil }
        let process = "/proc/\(getpid())"
        let isOwn =
            real == "\(process)/fd" || real.hasPrefix("\(process)/task/") && real.hasSuffix("/fd")
        return isOwn ? number : nil
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        // SAFETY: `realpath` allocated the text, which ends with a zero; nobody else frees it.
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// What a link says; nil for what is no link.
    private static func target(of path: String) -> String? {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            // SAFETY: the buffer has room for as many bytes as are said.
            count = max(0, unsafe readlink(path, start, buffer.count))
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
