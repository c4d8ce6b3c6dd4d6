internal import Glibc

/// Signals that a terminal sends to all processes of a group.
enum TerminalSignals {
    /// Leaves them to the host: it may want to call its enclaves before it ends, and ends them with itself.
    static func ignore() {
        for number in [SIGINT, SIGQUIT, SIGHUP, SIGTSTP] {
            _ = signal(number, SIG_IGN)
        }
    }
}
