/// Reads the value of a signature as certificates have it.
enum SignatureValue {
    /// r and s, each as long as the group order, for ECDSA; the octets as they are for RSA.
    static func octets(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ algorithm: SignatureAlgorithm,
        at location: Reason.Location
    ) throws(Reason) -> [UInt8] {
        switch algorithm {
        case .ecdsaP256SHA256: try pair(bytes, range, 32, at: location)
        case .ecdsaP384SHA384: try pair(bytes, range, 48, at: location)
        case .ecdsaP521SHA512: try pair(bytes, range, 66, at: location)
        case .ed25519, .rsaPSSSHA384, .rsaPKCS1SHA256, .rsaPKCS1SHA384, .rsaPKCS1SHA512:
            Array(bytes[range])
        }
    }

    private static func pair(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ size: Int,
        at location: Reason.Location
    ) throws(Reason) -> [UInt8] {
        var reader = DERReader(bytes, range, at: location)
        var numbers = try reader.enter(DERTag.sequence)
        try reader.requireEnd()
        var octets = [UInt8](repeating: 0, count: 2 * size)
        for part in 0..<2 {
            var number = try numbers.takeInteger(limit: size + 1)
            guard bytes[number.lowerBound] < 0x80 else {
                throw numbers.malformed("r or s is negative")
            }
            if bytes[number.lowerBound] == 0 { number = number.dropFirst() }
            guard number.count <= size else { throw numbers.malformed("r or s is too large") }
            let start = (part + 1) * size - number.count
            for (offset, index) in number.enumerated() { octets[start + offset] = bytes[index] }
        }
        try numbers.requireEnd()
        return octets
    }
}
