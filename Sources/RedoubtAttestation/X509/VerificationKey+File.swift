extension VerificationKey {
    /// Reads a public key in any form: JSON (JWK), PEM (`PUBLIC KEY`) or DER of SubjectPublicKeyInfo.
    ///
    /// - Throws: a reason if it is none, or of a kind that no evidence is signed with.
    init(file bytes: [UInt8], at location: Reason.Location) throws(Reason) {
        switch bytes.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "{"):
            guard let key = try JSONWebKey(json: bytes, at: location).key else {
                throw Reason(
                    .unsupported,
                    at: location,
                    "The key is of a type or curve that no evidence is signed with."
                )
            }
            self = key
        case UInt8(ascii: "-"):
            let blocks = try PEM.blocks(.publicKey, bytes, bytes.indices, at: location)
            guard blocks.count == 1 else {
                throw Reason(
                    .malformed,
                    at: location,
                    "There are \(blocks.count) blocks of PUBLIC KEY in the PEM; one is expected."
                )
            }
            try self.init(der: blocks[0], at: location)
        default:
            try self.init(der: bytes, at: location)
        }
    }

    private init(der: [UInt8], at location: Reason.Location) throws(Reason) {
        var reader = DERReader(der, at: location)
        let element = try reader.take(DERTag.sequence)
        try reader.requireEnd()
        self = try SubjectPublicKey.key(der, element, at: location)
    }
}
