import Foundation

/// Curves over logarithmic axes, as SVG.
struct LinePlot {
    /// An axis from one power of ten, or of two, to another.
    struct Axis {
        let title: String
        /// Marked values with their labels, in order: the first and the last are the ends.
        let marks: [(value: Double, label: String)]
        var isLogarithmic = true

        /// Where a value lies: 0 at the first mark, 1 at the last.
        func place(_ value: Double) -> Double {
            guard let first = marks.first?.value, let last = marks.last?.value else { return 0 }
            let ratio =
                isLogarithmic
                ? log(value / first) / log(last / first) : (value - first) / (last - first)
            return min(max(ratio, 0), 1)
        }
    }

    /// One curve with its name.
    struct Curve {
        let name: String
        let color: String
        let points: [(x: Double, y: Double)]
    }

    let title: String
    let x: Axis
    let y: Axis
    let curves: [Curve]

    private static let width = 760.0
    private static let height = 420.0
    private static let left = 76.0
    private static let right = 20.0
    private static let top = 44.0
    private static let bottom = 96.0

    private func across(_ value: Double) -> Double {
        Self.left + x.place(value) * (Self.width - Self.left - Self.right)
    }

    private func up(_ value: Double) -> Double {
        Self.height - Self.bottom - y.place(value) * (Self.height - Self.top - Self.bottom)
    }

    /// The whole file.
    var svg: String {
        let (width, height) = (Int(Self.width), Int(Self.height))
        var lines = [
            #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" "#
                + #"font-family="sans-serif" font-size="12">"#,
            #"<rect width="100%" height="100%" fill="white"/>"#,
            Self.text(title, Self.width / 2, 24, anchor: "middle", size: 15),
        ]
        lines += grid + curves.map(line)
        for (index, curve) in curves.enumerated() {
            let start = Self.left + Double(index % 3) * 220
            let at = Self.height - 28 + Double(index / 3) * 18
            lines.append(Self.segment(start, at - 4, start + 20, at - 4, curve.color, 2))
            lines.append(Self.text(curve.name, start + 26, at))
        }
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }

    private var grid: [String] {
        let floor = Self.height - Self.bottom
        var lines: [String] = []
        for mark in x.marks {
            let at = across(mark.value)
            lines.append(Self.segment(at, Self.top, at, floor, "#dddddd", 1))
            lines.append(Self.text(mark.label, at, floor + 18, anchor: "middle"))
        }
        for mark in y.marks {
            let at = up(mark.value)
            lines.append(Self.segment(Self.left, at, Self.width - Self.right, at, "#dddddd", 1))
            lines.append(Self.text(mark.label, Self.left - 8, at + 4, anchor: "end"))
        }
        lines.append(Self.text(x.title, Self.width / 2, floor + 40, anchor: "middle"))
        lines.append(Self.text(y.title, Self.left, Self.top - 8))
        return lines
    }

    private func line(_ curve: Curve) -> String {
        let points = curve.points
            .map { "\(Self.number(across($0.x))),\(Self.number(up($0.y)))" }
            .joined(separator: " ")
        return #"<polyline points="\#(points)" fill="none" stroke="\#(curve.color)" "#
            + #"stroke-width="2"/>"#
    }

    private static func segment(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        _ color: String,
        _ width: Int
    ) -> String {
        #"<line x1="\#(number(x1))" y1="\#(number(y1))" x2="\#(number(x2))" y2="\#(number(y2))" "#
            + #"stroke="\#(color)" stroke-width="\#(width)"/>"#
    }

    private static func text(
        _ text: String,
        _ x: Double,
        _ y: Double,
        anchor: String = "start",
        size: Int = 12
    ) -> String {
        let escaped = text.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
        return #"<text x="\#(number(x))" y="\#(number(y))" text-anchor="\#(anchor)" "#
            + #"font-size="\#(size)">\#(escaped)</text>"#
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
