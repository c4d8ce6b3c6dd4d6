/// The order of a curve, by which one of the two forms of a signature is chosen.
///
/// If (r, s) is a signature, so is (r, order − s). The smaller s is the one that stands in an image, so that nobody
/// but the signer can make a second file that holds.
///
/// Source: SEC 2, version 2, secp256r1 and secp384r1.
struct CurveOrder {
    /// Big-endian.
    private let bytes: [UInt8]

    init(_ algorithm: SignatureAlgorithm) {
        bytes =
            switch algorithm {
            case .p256:
                [
                    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                    0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9,
                    0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
                ]
            case .p384:
                [UInt8](repeating: 0xFF, count: 24) + [
                    0xC7, 0x63, 0x4D, 0x81, 0xF4, 0x37, 0x2D, 0xDF, 0x58, 0x1A, 0x0D, 0xB2, 0x48,
                    0xB0, 0xA7, 0x7A, 0xEC, 0xEC, 0x19, 0x6A, 0xCC, 0xC5, 0x29, 0x73,
                ]
            }
    }

    /// A signature (r, then s) in the form with the smaller s.
    func canonical(_ signature: [UInt8]) -> [UInt8] {
        let half = signature.count / 2
        let s = Array(signature[half...])
        let other = minus(s)
        return signature[..<half] + (other.lexicographicallyPrecedes(s) ? other : s)
    }

    /// The order less a number of as many bytes, which is not larger.
    private func minus(_ number: [UInt8]) -> [UInt8] {
        var difference = bytes
        var borrow = 0
        for index in difference.indices.reversed() {
            let digit = Int(bytes[index]) - Int(number[index]) - borrow
            borrow = digit < 0 ? 1 : 0
            difference[index] = UInt8(truncatingIfNeeded: digit)
        }
        return difference
    }
}
