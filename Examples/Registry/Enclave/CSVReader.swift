import RegistryInterface

/// Splits comma-separated values into fields, byte by byte: printable ASCII, no quotes, lines that
/// end with a line feed.
struct CSVReader: Sendable {
    /// What ended a field.
    enum Separator { case comma, lineFeed }

    /// Longer than every number that can be read exactly.
    private static let fieldLimitBytes = 48

    /// The line of the field, from 1.
    private(set) var line = 1
    /// The field's number in its line, from 1.
    private(set) var column = 1
    /// What was read of the field.
    private(set) var field: [UInt8] = []

    /// Whether the last byte ended a line, or none was read.
    var isAtLineStart: Bool { column == 1 && field.isEmpty }

    /// Takes a byte.
    ///
    /// If it ends the field, says how: the field is complete then.
    mutating func read(_ byte: UInt8) throws(RegistryError) -> Separator? {
        switch byte {
        case UInt8(ascii: ","): return .comma
        case UInt8(ascii: "\n"): return .lineFeed
        case 0x20...0x7E:
            guard field.count < Self.fieldLimitBytes else { throw error(.fieldTooLong) }
            field.append(byte)
            return nil
        default: throw error(.byteUnexpected)
        }
    }

    /// Goes on to the next field.
    mutating func advance(over separator: Separator) {
        field.removeAll(keepingCapacity: true)
        switch separator {
        case .comma: column += 1
        case .lineFeed: (line, column) = (line + 1, 1)
        }
    }

    /// A problem with the present field, or with one that follows it.
    func error(_ problem: FileProblem, fieldsOn: Int = 0) -> RegistryError {
        .malformedFile(problem, line: line, column: column + fieldsOn)
    }
}
