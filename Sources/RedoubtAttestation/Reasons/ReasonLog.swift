/// The reasons that were found so far.
///
/// A step that fails leaves its reason here, and the steps that do not need its result still run.
struct ReasonLog {
    private(set) var reasons: [Reason] = []

    /// Whether nothing speaks against the evidence.
    var isEmpty: Bool { reasons.isEmpty }

    /// Runs a step, and keeps the reason if it fails.
    mutating func attempt<Value>(_ step: () throws(Reason) -> Value) -> Value? {
        do throws(Reason) {
            return try step()
        } catch {
            add(error)
            return nil
        }
    }

    /// Keeps a reason, once.
    mutating func add(_ reason: Reason) {
        if !reasons.contains(reason) { reasons.append(reason) }
    }

    /// Keeps a reason if a condition does not hold.
    mutating func require(_ holds: Bool, _ reason: @autoclosure () -> Reason) {
        if !holds { add(reason()) }
    }
}
