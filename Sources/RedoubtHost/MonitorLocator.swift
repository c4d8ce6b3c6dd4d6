internal import CRedoubtSystem
internal import Glibc

/// Finds the monitor's executable without any setting.
enum MonitorLocator {
    static let name = "redoubt-monitor"

    /// Beside the executable or library that this code is in, where every build puts it; beside the running
    /// executable; or where an installation has it.
    static func find(_ given: String?) throws(EnclaveError) -> String {
        if let given {
            guard isExecutable(given) else {
                throw EnclaveError(
                    .monitorNotFound,
                    "monitorPath is \(given), which is not an executable"
                )
            }
            return given
        }
        var candidates: [String] = []
        if let code = ownImagePath() { candidates.append(sibling(of: code)) }
        if let executable = executablePath() { candidates.append(sibling(of: executable)) }
        candidates += ["/usr/local/libexec/redoubt/\(name)", "/usr/libexec/redoubt/\(name)"]
        if let found = candidates.first(where: isExecutable) { return found }
        throw EnclaveError(
            .monitorNotFound,
            "no executable \(name) at \(candidates.joined(separator: ", ")): build it with "
                + "`swift build --product \(name)`, or install it there"
        )
    }

    private static func isExecutable(_ path: String) -> Bool {
        unsafe access(path, X_OK) == 0
    }

    private static func sibling(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return name }
        return path[...slash] + name
    }

    /// The file that this code was loaded from: the executable, or a test bundle in another one's process.
    private static func ownImagePath() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe redoubt_image_path(&buffer, buffer.count) >= 0 else { return nil }
        return text(buffer)
    }

    /// The running executable.
    static func executablePath() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
        return text(buffer)
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
