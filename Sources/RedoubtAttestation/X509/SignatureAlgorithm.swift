/// The algorithms that evidence, certificates and collateral are signed with.
enum SignatureAlgorithm: Hashable, Sendable {
    case ecdsaP256SHA256
    case ecdsaP384SHA384
    case ecdsaP521SHA512
    case ed25519
    case rsaPSSSHA384
    case rsaPKCS1SHA256
    case rsaPKCS1SHA384
    case rsaPKCS1SHA512

    /// The algorithm of an AlgorithmIdentifier, given all its octets; nothing for one that is not accepted.
    ///
    /// The octets are compared as a whole: none of these algorithms has parameters that could be chosen.
    init?(identifier: ArraySlice<UInt8>) {
        guard let known = Self.identifiers.first(where: { $0.octets.elementsEqual(identifier) })
        else { return nil }
        self = known.algorithm
    }

    private static let identifiers: [(octets: [UInt8], algorithm: SignatureAlgorithm)] = [
        (
            [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
            .ecdsaP256SHA256
        ),
        (
            [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03],
            .ecdsaP384SHA384
        ),
        (pss384(trailerField: true), .rsaPSSSHA384),
        (pss384(trailerField: false), .rsaPSSSHA384),
        (rsa(0x0b), .rsaPKCS1SHA256),
        (rsa(0x0c), .rsaPKCS1SHA384),
        (rsa(0x0d), .rsaPKCS1SHA512),
    ]

    private static func rsa(_ last: UInt8) -> [UInt8] {
        [0x30, 0x0d, 0x06, 0x09] + ObjectIdentifier.rsaEncryption.dropLast() + [last, 0x05, 0x00]
    }

    /// RSASSA-PSS with SHA-384, MGF1 of SHA-384 and a salt of 48 octets.
    ///
    /// AMD writes the trailer field, whose value is the default; DER would leave it out.
    private static func pss384(trailerField: Bool) -> [UInt8] {
        let hash: [UInt8] = [
            0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05,
            0x00,
        ]
        let mask: [UInt8] =
            [0x30, 0x1a, 0x06, 0x09] + ObjectIdentifier.rsaEncryption.dropLast() + [0x08] + hash
        let parameters: [UInt8] =
            [0xa0, UInt8(hash.count)] + hash + [0xa1, UInt8(mask.count)] + mask
            + [0xa2, 0x03, 0x02, 0x01, 0x30] + (trailerField ? [0xa3, 0x03, 0x02, 0x01, 0x01] : [])
        let body: [UInt8] =
            [0x06, 0x09] + ObjectIdentifier.rsaEncryption.dropLast() + [0x0a]
            + [0x30, UInt8(parameters.count)] + parameters
        return [0x30, UInt8(body.count)] + body
    }
}
