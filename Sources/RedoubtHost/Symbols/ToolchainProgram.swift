internal import Glibc

/// Finds a program of the Swift toolchain.
enum ToolchainProgram {
    /// Beside a `swiftc` that is on the path, or on the path itself; nil if it is in neither place.
    static func find(_ name: String) -> String? {
        guard let path = unsafe getenv("PATH") else { return nil }
        return find(name, path: unsafe String(cString: path))
    }

    /// The first program of a name in the order that a path gives.
    ///
    /// Only absolute folders of the path count: what lies in the current one is not for the host to run.
    static func find(_ name: String, path: String) -> String? {
        let folders = path.split(separator: ":").filter { $0.hasPrefix("/") }
        let toolchains = folders.flatMap { folder -> [Substring] in
            let compiler = "\(folder)/swiftc"
            guard isExecutable(compiler) else { return [] }
            return [folder] + (folderOfTarget(compiler).map { [$0] } ?? [])
        }
        return (toolchains + folders).lazy.map { "\($0)/\(name)" }.first(where: isExecutable)
    }

    /// Where a link leads in the end.
    private static func folderOfTarget(_ path: String) -> Substring? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        let target = unsafe String(cString: resolved)
        return target.lastIndex(of: "/").map { target[..<$0] }
    }

    private static func isExecutable(_ path: String) -> Bool {
        unsafe access(path, X_OK) == 0
    }
}
