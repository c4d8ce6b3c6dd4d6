/// An author's signature over an image's header: `docs/IMAGE.md` has the table.
public struct ImageSignature: Sendable {
    /// The key that it was made with.
    public let key: SignerKey
    let bytes: [UInt8]

    private static let keyOffset = ImageHeader.signedBytes + 16
    private static let signatureOffset = keyOffset + 96

    init(key: SignerKey, bytes: [UInt8]) {
        self.key = key
        self.bytes = bytes
    }

    /// Reads a signature; nil if there is none.
    init?(_ reader: ByteReader) throws(ImageError) {
        let start = ImageHeader.signedBytes
        let number: UInt32 = try reader.integer("signature algorithm", at: start)
        guard number != 0 else {
            try reader.checkZero(start..<ImageHeader.sizeBytes)
            return nil
        }
        guard let algorithm = SignatureAlgorithm(rawValue: number) else {
            throw .malformed(
                field: "signature algorithm",
                offset: start,
                reason: "\(number) is not known"
            )
        }
        let size = 2 * algorithm.fieldBytes
        try reader.checkZero(start + 4..<Self.keyOffset)
        try reader.checkZero(Self.keyOffset + size..<Self.signatureOffset)
        try reader.checkZero(Self.signatureOffset + size..<ImageHeader.sizeBytes)
        let coordinates = Array(reader.bytes[Self.keyOffset..<Self.keyOffset + size])
        guard let key = SignerKey(algorithm, coordinates: coordinates) else {
            throw .malformed(
                field: "public key",
                offset: Self.keyOffset,
                reason: "is no point of the curve"
            )
        }
        self.key = key
        bytes = Array(reader.bytes[Self.signatureOffset..<Self.signatureOffset + size])
    }

    /// As it stands in the file, without the zeros after it.
    func encoded() -> [UInt8] {
        var encoded: [UInt8] = []
        func fill(to offset: Int) {
            let missing = offset - ImageHeader.signedBytes - encoded.count
            encoded += [UInt8](repeating: 0, count: missing)
        }
        let number = key.algorithm.rawValue
        for shift in stride(from: 0, to: 32, by: 8) {
            encoded.append(UInt8(truncatingIfNeeded: number >> shift))
        }
        fill(to: Self.keyOffset)
        encoded += key.coordinates
        fill(to: Self.signatureOffset)
        encoded += bytes
        return encoded
    }
}
