/// JSON to be written for people: with its keys in their order.
enum JSONText {
    case object([(String, JSONText)])
    case list([JSONText])
    case string(String)
    case integer(Int)
    case boolean(Bool)

    /// The text, on as many lines as it takes, indented by two spaces.
    func rendered(indentation: String = "") -> String {
        let inner = indentation + "  "
        switch self {
        case .object(let members):
            let lines = members.map { name, value in
                inner + Self.quoted(name) + ": " + value.rendered(indentation: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
        case .list(let elements):
            return "[" + elements.map { $0.rendered(indentation: inner) }.joined(separator: ", ")
                + "]"
        case .string(let text): return Self.quoted(text)
        case .integer(let number): return "\(number)"
        case .boolean(let isTrue): return "\(isTrue)"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// The same JSON without a character that is not ASCII: each is escaped.
    ///
    /// So nothing in it can write elsewhere on a terminal. Outside of strings JSON has none.
    static func inASCII(_ json: String) -> String {
        var text = ""
        for unit in json.utf16 {
            if unit < 0x7F {
                text.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            } else {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return text
    }
}
