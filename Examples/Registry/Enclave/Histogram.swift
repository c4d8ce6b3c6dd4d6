import RegistryInterface

/// A column's distribution, in the finest bins that the disclosure rule lets anybody see.
///
/// The column's range is cut into 64 slices, and neighbours are merged into cells, as many as
/// possible, so that in each cell the number of patients of each diagnosis is 0 or at least ten.
/// Bins, however many are asked for, are made of whole cells. So no sum or difference of answers,
/// of whatever groups and numbers of bins, can count fewer patients of a diagnosis in a range of
/// values.
struct Histogram {
    private static let sliceCount = RegistryLimits.maximumBins

    private let minimum: Double
    private let sliceWidth: Double
    private let maximum: Double
    /// Element `i` counts the patients in the slices before slice `i`.
    private var malignantBefore: [Int]
    private var benignBefore: [Int]
    /// Slices at which a cell ends, ascending.
    ///
    /// The last is ``sliceCount``.
    private var cellEnds: [Int] = []

    init(of column: Int, in table: PatientTable) {
        let values = table.values(column)
        minimum = values.min() ?? 0
        maximum = values.max() ?? 0
        sliceWidth = (maximum - minimum) / Double(Self.sliceCount)
        malignantBefore = Array(repeating: 0, count: Self.sliceCount + 1)
        benignBefore = malignantBefore
        for (value, diagnosis) in zip(values, table.diagnoses) {
            let slice = slice(of: value)
            switch diagnosis {
            case .malignant: malignantBefore[slice + 1] += 1
            case .benign: benignBefore[slice + 1] += 1
            }
        }
        for slice in 1...Self.sliceCount {
            malignantBefore[slice] += malignantBefore[slice - 1]
            benignBefore[slice] += benignBefore[slice - 1]
        }
        cellEnds = mostCells()
    }

    /// The group's patients in at most `count` bins of about the same width.
    func bins(of group: PatientGroup, atMost count: Int) -> [HistogramBin] {
        var bins: [HistogramBin] = []
        var start = 0
        for bin in 1...count {
            // The first cell that ends where the bin would, or behind it.
            let wanted = bin * Self.sliceCount / count
            guard let end = cellEnds.first(where: { $0 >= wanted }), end > start else { continue }
            bins.append(
                HistogramBin(
                    lower: edge(start),
                    upper: edge(end),
                    count: self.count(of: group, from: start, to: end)
                )
            )
            start = end
        }
        return bins
    }

    private func edge(_ slice: Int) -> Double {
        slice == Self.sliceCount ? maximum : minimum + Double(slice) * sliceWidth
    }

    private func slice(of value: Double) -> Int {
        guard sliceWidth > 0 else { return 0 }
        let last = Self.sliceCount - 1
        var slice = min(Int((value - minimum) / sliceWidth), last)
        // The division rounds; the edges decide.
        while slice > 0, value < edge(slice) { slice -= 1 }
        while slice < last, value >= edge(slice + 1) { slice += 1 }
        return slice
    }

    private func count(of group: PatientGroup, from start: Int, to end: Int) -> Int {
        var count = 0
        if group.includes(.malignant) { count += malignantBefore[end] - malignantBefore[start] }
        if group.includes(.benign) { count += benignBefore[end] - benignBefore[start] }
        return count
    }

    /// Cuts the slices into as many cells as the rule permits; into one, if it permits none.
    ///
    /// Slice by slice: the best cut that ends there is the best one that ends earlier, and one cell
    /// more.
    private func mostCells() -> [Int] {
        var best: [(cells: Int, start: Int)?] = [(0, 0)]
        for end in 1...Self.sliceCount {
            var found: (cells: Int, start: Int)?
            for start in 0..<end where permits(start, end) {
                guard let before = best[start], before.cells + 1 > found?.cells ?? 0 else {
                    continue
                }
                found = (before.cells + 1, start)
            }
            best.append(found)
        }
        var ends: [Int] = []
        var end = Self.sliceCount
        while end > 0 {
            ends.append(end)
            end = best[end]?.start ?? 0
        }
        return ends.reversed()
    }

    private func permits(_ start: Int, _ end: Int) -> Bool {
        DisclosureRule.isUnrevealing(malignantBefore[end] - malignantBefore[start])
            && DisclosureRule.isUnrevealing(benignBefore[end] - benignBefore[start])
    }
}
