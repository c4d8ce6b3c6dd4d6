public import RedoubtABI

/// What a load's end is confirmed with.
///
/// It says nothing about the patients, not even how many there are.
@EnclaveValue
public struct LoadReceipt: Hashable {
    /// When the load ended.
    public var endedAt: Timestamp

    /// Makes a receipt.
    public init(endedAt: Timestamp) {
        self.endedAt = endedAt
    }
}

/// A column of a group in five numbers.
@EnclaveValue
public struct Summary: Hashable {
    /// The number of patients.
    public var count: Int
    /// The arithmetic mean.
    public var mean: Double
    /// The sample variance: squared distances from the mean, divided by one less than the count.
    public var variance: Double
    /// The smallest value.
    ///
    /// It is one patient's.
    public var minimum: Double
    /// The largest value.
    ///
    /// It is one patient's.
    public var maximum: Double

    /// Makes a summary.
    public init(count: Int, mean: Double, variance: Double, minimum: Double, maximum: Double) {
        self.count = count
        self.mean = mean
        self.variance = variance
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// One bar of a histogram.
@EnclaveValue
public struct HistogramBin: Hashable {
    /// Where the bin begins.
    ///
    /// A value here belongs to it.
    public var lower: Double
    /// Where the bin ends.
    ///
    /// A value here belongs to the next one, except at the end of the last.
    public var upper: Double
    /// The number of patients: 0, or at least ``RegistryLimits/minimumPatients``.
    public var count: Int

    /// Makes a bin.
    public init(lower: Double, upper: Double, count: Int) {
        self.lower = lower
        self.upper = upper
        self.count = count
    }
}
