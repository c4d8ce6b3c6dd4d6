internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// A directory of one user's, in which each of its hosts' enclaves has a statistics page.
package struct StatisticsDirectory: ~Copyable {
    /// Where it is.
    package let path: String
    let descriptor: OwnedDescriptor

    /// The most pages that are looked at.
    package static let entryLimit = 4_096
    private static let namePrefix = "enclave-"
    private static let nameCount = namePrefix.utf8.count + 16

    /// Where this process's enclaves have their pages: below `XDG_RUNTIME_DIR` if it is set, else in `/dev/shm`.
    package static var ownPath: String {
        if let runtime = runtimeFolder { return "\(runtime)/redoubt" }
        return "/dev/shm/redoubt-\(geteuid())"
    }

    /// Where this user's enclaves may have their pages, and with root's rights all users'.
    ///
    /// - Returns: paths, which need not exist, and who has to own them.
    package static func allPaths() -> [(path: String, owner: UInt32)] {
        let user = geteuid()
        var found: [(path: String, owner: UInt32)] = [(ownPath, user)]
        var users: Set<UInt32> = [user]
        if user == 0 {
            users.formUnion(names("/run/user").compactMap { UInt32($0) })
            users.formUnion(
                names("/dev/shm").compactMap { name in
                    name.hasPrefix("redoubt-") ? UInt32(name.dropFirst("redoubt-".count)) : nil
                }
            )
        }
        for user in users.sorted() {
            for path in ["/run/user/\(user)/redoubt", "/dev/shm/redoubt-\(user)"]
            where path != ownPath {
                found.append((path, user))
            }
        }
        return found
    }

    private static var runtimeFolder: String? {
        guard let value = unsafe getenv("XDG_RUNTIME_DIR") else { return nil }
        let path = unsafe String(cString: value)
        // A root shell may have kept its user's: nothing of root's is to lie there.
        var status = stat()
        guard path.hasPrefix("/"), unsafe stat(path, &status) == 0, status.st_uid == geteuid()
        else { return nil }
        return path
    }

    /// Opens a directory.
    ///
    /// - Parameters:
    ///   - path: where it is. Its last part must not be a symbolic link.
    ///   - owner: the user who must own it; nobody else may have any right to it.
    ///   - makes: whether it is made if it is not there.
    /// - Throws: ``StatisticsError``.
    package init(
        _ path: String,
        owner: UInt32 = geteuid(),
        makes: Bool = false
    ) throws(StatisticsError) {
        if makes, unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .system(SystemError(path, errno: errno))
        }
        let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard opened >= 0 else { throw .system(SystemError(path, errno: errno)) }
        let folder = OwnedDescriptor(opened)
        var status = stat()
        guard unsafe fstat(opened, &status) == 0 else {
            throw .system(SystemError(path, errno: errno))
        }
        guard status.st_uid == owner, status.st_mode & 0o077 == 0 else {
            throw .unsafeDirectory(
                path: path,
                owner: status.st_uid,
                mode: status.st_mode & 0o7777,
                expectedOwner: owner
            )
        }
        descriptor = folder
        self.path = path
    }

    /// A name that no page has had.
    static func newName() -> String? {
        var number: UInt64 = 0
        guard unsafe redoubt_system_random(&number, 8) == 0 else { return nil }
        let digits = String(number, radix: 16)
        return namePrefix + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The names of what may be pages, ``entryLimit`` at the most.
    package func pageNames() -> [String] {
        Self.names("/proc/self/fd/\(descriptor.rawValue)").filter { name in
            name.utf8.count == Self.nameCount && name.hasPrefix(Self.namePrefix)
                && name.dropFirst(Self.namePrefix.count).allSatisfy(\.isHexDigit)
        }
    }

    /// Removes a page.
    package func remove(_ name: String) {
        // Who removed it before has done the same.
        _ = unsafe unlinkat(descriptor.rawValue, name, 0)
    }

    private static func names(_ path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        // SAFETY: an entry is valid until the next one is read, and its name ends with a zero.
        while names.count < entryLimit, let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
