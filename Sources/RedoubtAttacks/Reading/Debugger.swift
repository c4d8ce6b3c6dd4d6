internal import CRedoubtAttacks

/// Stops threads as a debugger does.
enum Debugger {
    /// Stops every thread of a process, one after the other, and calls `body` with each.
    ///
    /// - Returns: the last failure to stop one, as a negated errno; 0 if all stopped.
    static func withStoppedThreads(of process: Int32, _ body: (Int32) -> Void) -> Int32 {
        var failure: Int32 = 0
        for thread in ProcessFiles.threads(of: process) {
            let stopped = redoubt_attacks_seize(thread)
            guard stopped >= 0 else {
                failure = stopped
                continue
            }
            body(thread)
            _ = redoubt_attacks_detach(thread)
        }
        return failure
    }
}
