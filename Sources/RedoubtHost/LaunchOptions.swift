public import RedoubtABI

/// How an enclave is launched and called.
public struct LaunchOptions: Sendable {
    /// What the seal must be.
    ///
    /// The strongest that the machine gives, by default.
    public var isolation = Isolation.automatic
    /// Serve the calls that the enclave makes to its host, one for each `@HostInterface`.
    public var handlers: [any OCALLDispatcher] = []
    /// How long the enclave may take to come to serve calls, from the start of its monitor on.
    public var launchTimeout = Duration.seconds(10)
    /// How long a call may take.
    ///
    /// One that takes longer ends the enclave: there is no other way to stop it.
    public var callTimeout = Duration.seconds(60)
    /// How long each side looks for a message before it sleeps, at the most.
    ///
    /// To be woken takes tens of microseconds, on both sides: a look that takes as long as that is never much worse, and
    /// mostly far better. Each side looks for a shorter time by itself while looking is in vain. Zero saves power, and
    /// the processors of a crowded machine; a second is the most.
    public var spinTime = Duration.microseconds(100)
    /// How many calls may wait for one of the enclave's threads.
    ///
    /// One more is refused with ``EnclaveError/Code/busy`` at once: slow down, or launch another enclave.
    public var waitingCallLimit = 1_024
    /// Takes each line that the enclave prints.
    ///
    /// To standard error, by default.
    ///
    /// The lines are the enclave's word: they may hold anything, and are not known to come from it only.
    public var log: @Sendable (String) -> Void = { line in StandardErrorLog.write(line) }
    /// Whether a handler of the enclave's calls may call the enclave.
    ///
    /// It takes another thread of it.
    public var allowsReentry = false
    /// Whether the enclave is to run in debug: its faults are reported in detail, and it keeps no secrets.
    ///
    /// The image must allow it too (`"debug": true` in its enclave.json), or the launch is refused.
    public var debug = false
    /// Where launches and calls are reported to: metrics, spans and records.
    ///
    /// Nowhere, by default.
    public var observation = Observation.off
    /// Whether counters of the enclave's calls are kept where `redoubt top` finds them.
    ///
    /// They are in a file that this user and root may read. It holds who the enclave is and how often and how fast it
    /// is called, and nothing of what is called or of what crosses. A launch does not depend on it.
    public var publishesStatistics = true
    /// Who starts the monitor: the platform service where there is one, by default.
    ///
    /// Read ``Enclave/platformMode`` to know.
    public var platform = PlatformSelection.automatic
    /// Whether the enclave is given keys: it is, by default.
    public var keys = KeySelection.platform
    /// The folder with the root secrets that the enclave's keys come from, if this process starts the monitor.
    ///
    /// An absolute path. It is made if it is not there, and it must have mode 0700 and belong to this user. By default it
    /// is what the environment variable `REDOUBT_DEVELOPMENT_ROOT` names, or `$XDG_STATE_HOME/redoubt/development`, in
    /// `~/.local/state` where that is not set.
    public var developmentFolder: String?
    /// The monitor's executable, if this process starts it.
    ///
    /// By default it is looked for beside the host's executable.
    public var monitorPath: String?

    /// The defaults.
    public init() {}
}
