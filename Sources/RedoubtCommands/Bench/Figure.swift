import Foundation

/// A measured figure beside its peer, as one line.
struct Figure: Encodable {
    let figure: String
    let value: Double
    let unit: String
    let peer: String
    let peerValue: Double
    let target: Target

    /// What the figure should reach.
    enum Target {
        /// The value is at most this, in its unit.
        case value(Double)
        /// The value is at most this multiple of the peer's.
        case ratio(Double)
        /// The value is at most so much more than the peer's, in its unit.
        case difference(Double)
        /// The value, of which more is better, is at least this multiple of the peer's.
        case share(Double)
    }

    /// The value as a multiple of the peer's, measured in the same run.
    var ratio: Double { value / peerValue }
    /// Whether the value is at the target or on its good side.
    var ok: Bool {
        switch target {
        case .value(let limit): value <= limit
        case .ratio(let limit): ratio <= limit
        case .difference(let limit): value - peerValue <= limit
        case .share(let least): ratio >= least
        }
    }

    private enum CodingKeys: String, CodingKey {
        case figure, value, unit, peer
        case peerValue = "peer_value"
        case ratio, target
        case targetRatio = "target_ratio"
        case targetDifference = "target_difference"
        case targetShare = "target_share"
        case ok
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(figure, forKey: .figure)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(peer, forKey: .peer)
        try container.encode(peerValue, forKey: .peerValue)
        try container.encode(ratio, forKey: .ratio)
        switch target {
        case .value(let limit): try container.encode(limit, forKey: .target)
        case .ratio(let limit): try container.encode(limit, forKey: .targetRatio)
        case .difference(let limit): try container.encode(limit, forKey: .targetDifference)
        case .share(let least): try container.encode(least, forKey: .targetShare)
        }
        try container.encode(ok, forKey: .ok)
    }

    func line(json: Bool) throws -> String {
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
        return
            "\(ok ? "ok  " : "MISS")  \(figure): \(Self.text(value)) \(unit), "
            + "\(Self.factor(ratio)) × \(peer) (\(Self.text(peerValue)) \(unit)); \(wanted)"
    }

    /// The figure as a row of a table: figure, measured, beside, ratio, target, whether it is met.
    var row: String {
        "| \(figure) | \(Self.text(value)) \(unit) | \(peer): \(Self.text(peerValue)) \(unit) "
            + "| \(Self.factor(ratio)) | \(wanted) | \(ok ? "met" : "**missed**") |"
    }

    private var wanted: String {
        switch target {
        case .value(let limit): "target \(Self.text(limit)) \(unit)"
        case .ratio(let limit): "target \(Self.factor(limit)) ×"
        case .difference(let limit):
            "\(Self.text(value - peerValue)) \(unit) more, target \(Self.text(limit))"
        case .share(let least): "at least \(Self.text(least)) ×"
        }
    }

    /// A small ratio as a fraction, of which the digits say something.
    private static func factor(_ ratio: Double) -> String {
        ratio > 0 && ratio < 0.1 ? "1/\(Int((1 / ratio).rounded()))" : text(ratio)
    }

    private static func text(_ number: Double) -> String {
        String(format: number < 10 ? "%.3f" : "%.1f", number)
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
