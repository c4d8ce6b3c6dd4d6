public import RedoubtABI
import RedoubtControl
import RedoubtMonitor

/// The levels that this machine gives: every test of an enclave runs over each of them.
///
/// A level is left out only where the machine has not got it, and that is announced. Where `/dev/kvm` is,
/// a missing level of virtualization is a failure (see `TestedIsolationTests`).
public let testedIsolation: [IsolationLevel] = {
    var levels: [IsolationLevel] = []
    for level in IsolationLevel.strongestFirst {
        if let problem = IsolationProbe.problem(level) {
            StandardError.write("SKIPPED on this machine: \(level): \(problem)")
        } else {
            levels.append(level)
        }
    }
    return levels
}()
