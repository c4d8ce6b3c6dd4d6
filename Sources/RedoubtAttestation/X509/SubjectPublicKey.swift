/// Reads a SubjectPublicKeyInfo.
enum SubjectPublicKey {
    /// The key in an element: P-256 or P-384 by name and uncompressed, or RSA.
    static func key(
        _ bytes: [UInt8],
        _ element: DERElement,
        at location: Reason.Location
    ) throws(Reason) -> VerificationKey {
        var parts = DERReader(bytes, element.contents, at: location)
        var algorithm = try parts.enter(DERTag.sequence)
        let identifier = try algorithm.takeObjectIdentifier()
        let value = try parts.takeOctetsOfBitString()
        try parts.requireEnd()
        let key: VerificationKey?
        if bytes.equal(identifier, ObjectIdentifier.rsaEncryption) {
            _ = try algorithm.take(DERTag.null)
            key = VerificationKey(rsa: bytes[element.range])
        } else if bytes.equal(identifier, ObjectIdentifier.ecPublicKey) {
            let curve = try algorithm.takeObjectIdentifier()
            let isUncompressed = value.first.map { bytes[$0] == 0x04 } ?? false
            if bytes.equal(curve, ObjectIdentifier.p256), isUncompressed, value.count == 65 {
                key = VerificationKey(p256: bytes[value.dropFirst()])
            } else if bytes.equal(curve, ObjectIdentifier.p384), isUncompressed, value.count == 97 {
                key = VerificationKey(p384: bytes[value.dropFirst()])
            } else {
                key = nil
            }
        } else {
            key = nil
        }
        try algorithm.requireEnd()
        guard let key else {
            throw Reason(
                .unsupported,
                at: location,
                "A key is not accepted: P-256, P-384 (uncompressed points) or RSA of 2048 bits and more "
                    + "is expected."
            )
        }
        return key
    }
}

extension [UInt8] {
    /// Whether a part of these bytes is equal to all of others.
    func equal(_ range: Range<Int>, _ other: [UInt8]) -> Bool {
        equal(range, other, other.indices)
    }
}
