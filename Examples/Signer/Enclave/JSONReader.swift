/// Goes over a JSON text and checks it.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private static let depthLimit = 16

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var problem: JSONProblem { JSONProblem(position: position) }
    var isAtEnd: Bool { position == bytes.count }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
            position += 1
        }
    }

    mutating func accept(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: UInt8) throws(JSONProblem) {
        guard accept(byte) else { throw problem }
    }

    /// Reads a value, as it is written.
    mutating func value(depth: Int) throws(JSONProblem) -> [UInt8] {
        let start = position
        try skipValue(depth: depth)
        return Array(bytes[start..<position])
    }

    /// Reads a string, as it is written, with its quotes.
    mutating func string() throws(JSONProblem) -> [UInt8] {
        let start = position
        try skipString()
        return Array(bytes[start..<position])
    }

    private mutating func skipValue(depth: Int) throws(JSONProblem) {
        guard depth <= Self.depthLimit else { throw problem }
        switch next {
        case 0x7B: try skipList(end: 0x7D, hasNames: true, depth: depth)
        case 0x5B: try skipList(end: 0x5D, hasNames: false, depth: depth)
        case 0x22: try skipString()
        case 0x74: try skipWord("true")
        case 0x66: try skipWord("false")
        case 0x6E: try skipWord("null")
        default: try skipNumber()
        }
    }

    private mutating func skipList(
        end: UInt8,
        hasNames: Bool,
        depth: Int
    ) throws(JSONProblem) {
        position += 1
        skipSpace()
        if accept(end) { return }
        repeat {
            skipSpace()
            if hasNames {
                try skipString()
                skipSpace()
                try expect(0x3A)
                skipSpace()
            }
            try skipValue(depth: depth + 1)
            skipSpace()
        } while accept(0x2C)
        try expect(end)
    }

    private mutating func skipString() throws(JSONProblem) {
        try expect(0x22)
        while let byte = next {
            switch byte {
            case 0x22:
                position += 1
                return
            case 0x5C:
                position += 1
                try skipEscape()
            case 0..<0x20: throw problem
            default: position += 1
            }
        }
        throw problem
    }

    private mutating func skipEscape() throws(JSONProblem) {
        guard let byte = next else { throw problem }
        position += 1
        switch byte {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return
        case 0x75:
            for _ in 0..<4 {
                guard let digit = next, digit.isHexadecimalDigit else { throw problem }
                position += 1
            }
        default: throw problem
        }
    }

    private mutating func skipWord(_ word: String) throws(JSONProblem) {
        for byte in word.utf8 { try expect(byte) }
    }

    private mutating func skipNumber() throws(JSONProblem) {
        _ = accept(0x2D)
        if !accept(0x30) { try skipDigits() }
        if accept(0x2E) { try skipDigits() }
        if accept(0x65) || accept(0x45) {
            if !accept(0x2B) { _ = accept(0x2D) }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(JSONProblem) {
        guard let byte = next, byte.isDigit else { throw problem }
        while let byte = next, byte.isDigit { position += 1 }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isHexadecimalDigit: Bool {
        isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
    }
}
