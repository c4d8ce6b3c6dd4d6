/// A signature of ECDSA: the numbers r and s.
public struct ECDSASignature<Curve: NISTCurve>: Sendable, Equatable {
    /// Both numbers in the curve's length, as in IEEE P1363 and in JWTs.
    public let rawRepresentation: [UInt8]

    /// Takes both numbers in the curve's length.
    ///
    /// - Throws: ``CryptoError/incorrectParameterSize`` for another length.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        rawRepresentation data: Bytes
    ) throws(CryptoError) {
        guard data.byteCount == 2 * Curve.coordinateByteCount else {
            throw .incorrectParameterSize
        }
        rawRepresentation = data.copied
    }

    init(checked bytes: [UInt8]) {
        rawRepresentation = bytes
    }

    /// Takes the DER encoding (RFC 3279, 2.2.3), and no other encoding of the same numbers.
    ///
    /// - Throws: ``CryptoError/invalidSignatureEncoding``.
    public init<Bytes: ContiguousBytes & ~Escapable>(
        derRepresentation data: Bytes
    ) throws(CryptoError) {
        var reader = SignatureReader(bytes: data.copied)
        rawRepresentation = try reader.numbers(byteCount: Curve.coordinateByteCount)
    }

    /// The DER encoding (RFC 3279, 2.2.3).
    public var derRepresentation: [UInt8] {
        let half = Curve.coordinateByteCount
        let contents =
            Self.integer(rawRepresentation[..<half]) + Self.integer(rawRepresentation[half...])
        // No sum of two numbers of these curves has more than 127 bytes but P-521's, which are not
        // here.
        return [0x30, UInt8(truncatingIfNeeded: contents.count)] + contents
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var digits = Array(bytes.drop { $0 == 0 })
        // A first bit of one would be a sign.
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        return [0x02, UInt8(truncatingIfNeeded: digits.count)] + digits
    }
}

/// Reads the two numbers of a signature from DER.
private struct SignatureReader {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func numbers(byteCount: Int) throws(CryptoError) -> [UInt8] {
        guard try next() == 0x30, try Int(next()) == bytes.count - 2, bytes.count <= 129 else {
            throw .invalidSignatureEncoding
        }
        let first = try number(byteCount: byteCount)
        let second = try number(byteCount: byteCount)
        guard position == bytes.count else { throw .invalidSignatureEncoding }
        return first + second
    }

    private mutating func number(byteCount: Int) throws(CryptoError) -> [UInt8] {
        guard try next() == 0x02 else { throw .invalidSignatureEncoding }
        let count = try Int(next())
        guard count > 0, count <= byteCount + 1, count <= bytes.count - position else {
            throw .invalidSignatureEncoding
        }
        let digits = bytes[position..<(position + count)]
        position += count
        let isNegative = digits[digits.startIndex] >= 0x80
        let isPadded =
            count > 1 && digits[digits.startIndex] == 0 && digits[digits.startIndex + 1] < 0x80
        let value = digits.drop { $0 == 0 }
        guard !isNegative, !isPadded, value.count <= byteCount else {
            throw .invalidSignatureEncoding
        }
        return [UInt8](repeating: 0, count: byteCount - value.count) + value
    }

    private mutating func next() throws(CryptoError) -> UInt8 {
        guard position < bytes.count else { throw .invalidSignatureEncoding }
        position += 1
        return bytes[position - 1]
    }
}
