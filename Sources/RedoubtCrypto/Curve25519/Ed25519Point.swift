/// What encodings of points no honest signer has as its public key.
///
/// BoringSSL takes them. Under a key of small order anybody can make signatures, and one of any message may be right
/// for any other; and a key of two encodings is two keys for whoever compares their bytes.
enum Ed25519Point {
    /// The y coordinates of the eight points whose order divides 8, the lowest byte first.
    private static let smallOrders: [[UInt8]] = [
        [1] + [UInt8](repeating: 0, count: 31),
        [UInt8](repeating: 0, count: 32),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
    ]

    /// Whether an encoding is one that RFC 8032 (5.1.3) decodes, as far as its y coordinate says, of a point of large
    /// order.
    ///
    /// - Parameter encoded: 32 bytes.
    /// - Returns: false for y of 2^255 - 19 or more, and for the points of small order.
    static func isAcceptable(_ encoded: [UInt8]) -> Bool {
        var y = encoded
        // The sign of x.
        y[31] &= 0x7F
        let isReduced = y[31] < 0x7F || y[0] < 0xED || y[1..<31].contains { $0 != 0xFF }
        return isReduced && !smallOrders.contains(y)
    }
}
