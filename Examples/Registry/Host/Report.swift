import RedoubtHost
import RegistryInterface

/// What the program asks the registry, and prints.
struct Report {
    private static let columns = ["mean radius", "mean texture", "mean area", "worst concavity"]
    private static let groups = [PatientGroup.malignant, .benign]
    private static let histogramColumn = "mean radius"
    private static let histogramBins = 32

    let registry: RegistryClient<Enclave>

    func print() async throws {
        Swift.print()
        Swift.print(try await table())
        Swift.print()
        Swift.print(try await histogram())
    }

    private func table() async throws -> String {
        var table = TextTable(
            head: ["", "diagnosis", "patients", "mean", "std. dev.", "min", "max"],
            leftColumns: 2
        )
        for column in Self.columns {
            for group in Self.groups {
                let summary = try await registry.summary(of: column, in: group)
                let numbers = [
                    summary.mean, summary.variance.squareRoot(), summary.minimum, summary.maximum,
                ]
                table.append(
                    [group == Self.groups[0] ? column : "", "\(group)", "\(summary.count)"]
                        + numbers.map { decimal($0, places: 3) }
                )
            }
        }
        return table.text
    }

    private func histogram() async throws -> String {
        let column = Self.histogramColumn
        let malignant = try await registry.histogram(
            of: column,
            in: .malignant,
            bins: Self.histogramBins
        )
        let benign = try await registry.histogram(of: column, in: .benign, bins: Self.histogramBins)
        let densest = (malignant + benign).map(density).max() ?? 0
        var table = TextTable(head: [column, "", "malignant", "", "benign"], leftColumns: 1)
        table.setLeft(2, 4)
        // One column's bins are the same for every group.
        for (one, other) in zip(malignant, benign) {
            table.append([
                "\(decimal(one.lower, places: 2)) to \(decimal(one.upper, places: 2))",
                "\(one.count)", bar(density(one), of: densest),
                "\(other.count)", bar(density(other), of: densest),
            ])
        }
        return table.text
            + "\nBars show patients per unit of \(column): bins differ in width, because each"
            + "\nholds 0 or at least \(RegistryLimits.minimumPatients) patients of each diagnosis."
    }

    private func density(_ bin: HistogramBin) -> Double {
        let width = bin.upper - bin.lower
        return width > 0 ? Double(bin.count) / width : 0
    }
}
