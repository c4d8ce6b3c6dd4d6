/// Swift source, line by line, as the macros write it.
struct Code: ExpressibleByArrayLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation
{
    private(set) var lines: [String]

    init(_ lines: [String] = []) { self.lines = lines }
    init(arrayLiteral elements: Code...) { lines = elements.flatMap(\.lines) }
    init(stringLiteral line: String) { lines = [line] }

    /// A declaration or statement with a body.
    static func block(_ head: String, _ body: Code) -> Code {
        Code(["\(head) {"] + indented(body).lines + ["}"])
    }

    /// The block, with another one that goes on with it: `} catch {`.
    func followed(by head: String, _ body: Code) -> Code {
        let next = Code.block(head, body).lines
        return Code(lines.dropLast() + ["} \(next[0])"] + next.dropFirst())
    }

    /// Pieces with a blank line between two of them.
    static func spaced(_ pieces: [Code]) -> Code {
        Code(Array(pieces.map(\.lines).joined(separator: [""])))
    }

    /// Moves every line to the right by one step.
    static func indented(_ code: Code) -> Code {
        Code(code.lines.map { $0.isEmpty ? $0 : "    " + $0 })
    }

    var text: String { lines.joined(separator: "\n") }

    static func + (first: Code, second: Code) -> Code { Code(first.lines + second.lines) }
    static func += (first: inout Code, second: Code) { first.lines += second.lines }
}
