import RegistryInterface

/// A decimal number as text: sign, digits with or without a point, power of ten.
///
/// Only what can be read exactly is read: up to 15 digits are a `Double` without loss, powers of
/// ten up to 22 as well, and one multiplication or division rounds once, to the nearest `Double`
/// (Clinger, "How to read floating point numbers accurately", 1990). Everything else is refused
/// rather than nearly right.
struct DecimalNumber {
    private static let digitLimit = 15
    private static let powerLimit = 22

    private var text: ArraySlice<UInt8>
    private var digits: Int64 = 0
    private var digitCount = 0
    private var power = 0

    /// Reads a number.
    ///
    /// - Throws: ``FileProblem/notANumber``, ``FileProblem/tooManyDigits``, or
    ///   ``FileProblem/powerOutOfRange``.
    static func read(_ text: [UInt8]) throws(FileProblem) -> Double {
        var number = DecimalNumber(text: text[...])
        return try number.read()
    }

    private init(text: ArraySlice<UInt8>) {
        self.text = text
    }

    private mutating func read() throws(FileProblem) -> Double {
        let isNegative = readSign()
        var length = readDigits()
        if skip(UInt8(ascii: ".")) {
            let fraction = readDigits()
            length += fraction
            power -= fraction
        }
        guard length > 0 else { throw .notANumber }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) { try readPower() }
        guard text.isEmpty else { throw .notANumber }
        guard digitCount <= Self.digitLimit else { throw .tooManyDigits }
        guard abs(power) <= Self.powerLimit else { throw .powerOutOfRange }
        var scale = 1.0
        for _ in 0..<abs(power) { scale *= 10 }
        let magnitude = power < 0 ? Double(digits) / scale : Double(digits) * scale
        return isNegative ? -magnitude : magnitude
    }

    /// Reads digits, and says how many.
    ///
    /// Zeros before all others are not counted among the 15.
    private mutating func readDigits() -> Int {
        let start = text.count
        while let digit = readDigit() {
            if digitCount > 0 || digit > 0 { digitCount += 1 }
            if digitCount <= Self.digitLimit { digits = digits * 10 + Int64(digit) }
        }
        return start - text.count
    }

    private mutating func readPower() throws(FileProblem) {
        let isNegative = readSign()
        guard var value = readDigit() else { throw .notANumber }
        while let digit = readDigit() {
            // More than enough to be refused, and too little to overflow.
            value = min(value * 10 + digit, 1_000)
        }
        power += isNegative ? -value : value
    }

    private mutating func readSign() -> Bool {
        if skip(UInt8(ascii: "-")) { return true }
        _ = skip(UInt8(ascii: "+"))
        return false
    }

    private mutating func readDigit() -> Int? {
        guard let byte = text.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
            return nil
        }
        text.removeFirst()
        return Int(byte - UInt8(ascii: "0"))
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard text.first == byte else { return false }
        text.removeFirst()
        return true
    }
}
