import RegistryInterface

extension Summary {
    /// Summarizes values; nil if there are fewer than two, which have no variance.
    ///
    /// Two passes: the squares are summed of distances from the mean, so that nothing large
    /// cancels. The sum of the distances would be 0 without rounding; what it is instead corrects
    /// the result. (Chan, Golub, LeVeque, "Algorithms for computing the sample variance", 1983,
    /// formula 1.7.)
    init?(of values: [Double]) {
        guard let first = values.first, values.count > 1 else { return nil }
        var (minimum, maximum, sum) = (first, first, 0.0)
        for value in values {
            if value < minimum { minimum = value }
            if value > maximum { maximum = value }
            sum += value
        }
        let count = Double(values.count)
        let mean = sum / count
        var (distances, squares) = (0.0, 0.0)
        for value in values {
            let distance = value - mean
            distances += distance
            squares += distance * distance
        }
        let variance = (squares - distances * distances / count) / (count - 1)
        self.init(
            count: values.count,
            mean: mean,
            variance: variance,
            minimum: minimum,
            maximum: maximum
        )
    }
}
