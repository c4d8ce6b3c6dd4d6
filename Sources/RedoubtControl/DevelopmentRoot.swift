internal import Glibc

/// Where the root secrets are that enclaves get their keys from when their host starts the monitor.
///
/// They are the host's user's own, so they protect against no program of that user.
public enum DevelopmentRoot {
    /// The environment variable that names another folder.
    public static let environmentVariable = "REDOUBT_DEVELOPMENT_ROOT"

    /// The folder that the environment variable names, or the one of this user:
    /// `$XDG_STATE_HOME/redoubt/development`, by default in `~/.local/state`.
    ///
    /// It need not be there. Nil if the environment names neither it nor a home, with an absolute path.
    public static var folder: String? {
        if let given = value(environmentVariable) { return given }
        if let state = value("XDG_STATE_HOME") { return "\(state)/redoubt/development" }
        return value("HOME").map { "\($0)/.local/state/redoubt/development" }
    }

    /// A path of the environment; what is not absolute counts as not there.
    ///
    /// Source: XDG Base Directory Specification.
    private static func value(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        let path = unsafe String(cString: text)
        return path.hasPrefix("/") ? path : nil
    }
}
