/// Who is to start an enclave's monitor.
public enum PlatformSelection: Hashable, Sendable {
    /// The platform service where there is one, and this process where there is none.
    ///
    /// There is one if its socket exists: the one that the environment variable `REDOUBT_PLATFORM_SOCKET` names, or
    /// `/run/redoubt/redoubtd.sock`. A service that refuses or does not answer is an error, never a
    /// quiet step down. With ``LaunchOptions/monitorPath`` it is this process.
    case automatic
    /// The platform service with this socket; nil for the one that ``automatic`` looks for.
    case service(path: String? = nil)
    /// This process: the monitor runs as its user, who can stop and kill it, and read the root secret that the enclave's
    /// keys come from.
    case development
}
