internal import Glibc

/// Finds the monitor that the service starts.
enum MonitorExecutable {
    private static let name = "redoubt-monitor"

    /// The given one, or the one beside the service's own executable, where a build and an installation put it.
    static func find(_ given: String?) throws(PlatformFailure) -> String {
        let path = given ?? besideThis()
        guard let path, unsafe access(path, X_OK) == 0 else {
            throw PlatformFailure(
                "no executable \(name) at \(path ?? "the service's own place"): install it there, or name it with "
                    + "--monitor"
            )
        }
        return path
    }

    private static func besideThis() -> String? {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1) > 0 else { return nil }
        let path = String(
            decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return path[...slash] + name
    }
}
