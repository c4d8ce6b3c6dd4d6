internal import Foundation

extension String {
    /// The bytes of a text of hexadecimal digits.
    public var hexadecimalBytes: [UInt8] {
        let digits = compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

extension [UInt8] {
    /// Two digits for each byte.
    public var hexadecimal: String { map { String(format: "%02x", $0) }.joined() }
}
