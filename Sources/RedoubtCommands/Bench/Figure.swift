import Foundation

/// A measured figure beside its peer, as one line.
struct Figure: Encodable {
    let figure: String
    let value: Double
    let unit: String
    let peer: String
    let peerValue: Double
    let target: Double

    /// The value as a multiple of the peer's, measured in the same run.
    var ratio: Double { value / peerValue }
    /// Whether the value is at most the target.
    var ok: Bool { value <= target }

    private enum CodingKeys: String, CodingKey {
        case figure, value, unit, peer
        case peerValue = "peer_value"
        case ratio, target, ok
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(figure, forKey: .figure)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(peer, forKey: .peer)
        try container.encode(peerValue, forKey: .peerValue)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(target, forKey: .target)
        try container.encode(ok, forKey: .ok)
    }

    func line(json: Bool) throws -> String {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
        func text(_ number: Double) -> String {
            String(format: number < 10 ? "%.3f" : "%.1f", number)
        }
        return
            "\(ok ? "ok  " : "MISS")  \(figure): \(text(value)) \(unit), target \(text(target)); "
            + "\(text(ratio)) × \(peer) (\(text(peerValue)) \(unit))"
    }
}

/// The middle of what was measured.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

extension Duration {
    var inMicroseconds: Double {
        Double(components.seconds) * 1e6 + Double(components.attoseconds) / 1e12
    }
}
