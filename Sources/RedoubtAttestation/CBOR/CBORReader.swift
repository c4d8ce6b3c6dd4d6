/// Reads CBOR strictly: what has two encodings, or could be misread, is refused.
///
/// Refused are indefinite lengths, repeated keys, lengths that run past the end, floating point, simple values
/// other than false, true and null, nesting deeper than 16 and more than 4096 items. Heads that are longer than
/// needed are refused too, unless the caller says that the maker is known to write such.
struct CBORReader {
    private var reader: ByteReader
    private let allowsLongHeads: Bool
    private var itemCount = 0

    private static let limitDepth = 16
    private static let limitItems = 4096

    /// Reads one value that takes up all of some bytes.
    static func read(
        _ bytes: [UInt8],
        allowsLongHeads: Bool = false,
        at location: Reason.Location
    ) throws(Reason) -> CBORValue {
        var reader = CBORReader(
            reader: ByteReader(bytes, at: location),
            allowsLongHeads: allowsLongHeads
        )
        let value = try reader.value(depth: 0)
        try reader.reader.requireEnd()
        return value
    }

    private mutating func value(depth: Int) throws(Reason) -> CBORValue {
        itemCount += 1
        guard depth <= Self.limitDepth, itemCount <= Self.limitItems else {
            throw Reason(
                .tooLarge,
                at: reader.location,
                "The CBOR is nested deeper than \(Self.limitDepth) or has more than \(Self.limitItems) items."
            )
        }
        let first = try reader.takeLittleEndian(UInt8.self, "head")
        let argument = try argument(first & 0x1f, isSimple: first >> 5 == 7)
        switch first >> 5 {
        case 0: return .unsigned(argument)
        case 1: return .negative(argument)
        case 2: return .bytes(try reader.takeBytes(try count(argument), "byte string"))
        case 3:
            let bytes = try reader.takeBytes(try count(argument), "text string")
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw malformed("a text string is not UTF-8")
            }
            return .text(text)
        case 4:
            var elements: [CBORValue] = []
            for _ in 0..<(try count(argument)) { elements.append(try value(depth: depth + 1)) }
            return .array(elements)
        case 5:
            return .map(try pairs(try count(argument), depth: depth))
        case 6:
            return .tagged(argument, try value(depth: depth + 1))
        default:
            switch argument {
            case 20: return .boolean(false)
            case 21: return .boolean(true)
            case 22: return .null
            default: throw malformed("floating point and other simple values are not read")
            }
        }
    }

    private mutating func pairs(_ count: Int, depth: Int) throws(Reason) -> [CBORPair] {
        var pairs: [CBORPair] = []
        var keys: Set<CBORValue> = []
        for _ in 0..<count {
            let key = try value(depth: depth + 1)
            guard keys.insert(key).inserted else { throw malformed("a key is repeated") }
            pairs.append(CBORPair(key: key, value: try value(depth: depth + 1)))
        }
        return pairs
    }

    private mutating func argument(
        _ information: UInt8,
        isSimple: Bool
    ) throws(Reason) -> UInt64 {
        let value: UInt64
        let minimum: UInt64
        switch information {
        case 0..<24: return UInt64(information)
        case 24 where !isSimple:
            value = UInt64(try reader.takeBigEndian(UInt8.self, "head"))
            minimum = 24
        case 25 where !isSimple:
            value = UInt64(try reader.takeBigEndian(UInt16.self, "head"))
            minimum = 0x100
        case 26 where !isSimple:
            value = UInt64(try reader.takeBigEndian(UInt32.self, "head"))
            minimum = 0x1_0000
        case 27 where !isSimple:
            value = try reader.takeBigEndian(UInt64.self, "head")
            minimum = 0x1_0000_0000
        default:
            throw malformed("an indefinite length, floating point or a reserved head is not read")
        }
        guard value >= minimum || allowsLongHeads else {
            throw malformed("a head is longer than needed")
        }
        return value
    }

    /// A count of bytes or items that can be there: each takes a byte at least.
    private func count(_ argument: UInt64) throws(Reason) -> Int {
        guard argument <= UInt64(reader.remainingCount) else {
            throw malformed("a length runs past the end")
        }
        return Int(argument)
    }

    private func malformed(_ what: String) -> Reason {
        Reason(
            .malformed,
            at: reader.location,
            "The CBOR is malformed at byte \(reader.position): \(what)."
        )
    }
}
