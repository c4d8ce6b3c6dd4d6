import RegistryInterface

/// What may leave the registry: nothing that is said of fewer than ten patients.
enum DisclosureRule {
    /// Whether a query about a group of patients may be answered.
    ///
    /// The patients that it leaves out count as well. An answer about everyone, less the answer
    /// about all but three, is an answer about three.
    static func permits(group count: Int, leftOut: Int) -> Bool {
        count > 0 && isUnrevealing(count) && isUnrevealing(leftOut)
    }

    /// Whether so many patients can be told apart from the rest without telling of a few.
    static func isUnrevealing(_ count: Int) -> Bool {
        count == 0 || count >= RegistryLimits.minimumPatients
    }
}
