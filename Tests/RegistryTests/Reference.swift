import Foundation
import RegistryInterface

/// What `reference.py` has computed with NumPy.
struct Reference: Decodable {
    struct SummaryEntry: Decodable {
        let column: String
        let group: String
        let count: Int
        let mean, variance, minimum, maximum: Double

        var summary: Summary {
            Summary(
                count: count,
                mean: mean,
                variance: variance,
                minimum: minimum,
                maximum: maximum
            )
        }
    }

    struct HistogramEntry: Decodable {
        struct Bin: Decodable {
            let lower, upper: Double
            let count: Int
        }

        let column: String
        let group: String
        let wanted: Int
        let bins: [Bin]
    }

    let summaries: [SummaryEntry]
    let histograms: [HistogramEntry]

    static func load() throws -> Reference {
        try JSONDecoder().decode(Self.self, from: Data(Patients.read("reference.json")))
    }

    static func group(_ name: String) -> PatientGroup? {
        PatientGroup.allCases.first { "\($0)" == name }
    }
}
