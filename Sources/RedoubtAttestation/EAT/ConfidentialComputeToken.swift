internal import Crypto

/// A token of Arm's Confidential Compute Architecture, read and not yet believed.
///
/// It holds two: the platform's, whose nonce is the hash of the realm's key, and the realm's.
public struct ConfidentialComputeToken: Sendable {
    /// The platform's token.
    public let platform: AttestationToken
    /// The measurement of the realm's first memory.
    public let initialMeasurement: [UInt8]
    /// The realm's extensible measurements.
    public let extensibleMeasurements: [[UInt8]]
    /// 64 bytes that the caller gave.
    public let challenge: [UInt8]
    /// 64 bytes of the realm's owner's choice.
    public let personalization: [UInt8]?

    private let realm: SignedMessage
    private let realmKey: VerificationKey
    private let realmKeyBytes: [UInt8]
    private let keyHash: String

    private static let tag: UInt64 = 399

    /// Reads a token.
    ///
    /// - Throws: the first reason why these bytes are no token.
    public init(_ bytes: [UInt8]) throws(Reason) {
        let value = try CBORReader.read(bytes, allowsLongHeads: true, at: "cca")
        guard case .tagged(Self.tag, let collection) = value,
            let platform = collection[44234]?.byteString, let realm = collection[44241]?.byteString
        else {
            throw Reason(
                .malformed,
                at: "cca",
                "A token is tag 399 around a map of 44234 (platform) and 44241 (realm)."
            )
        }
        self.platform = try AttestationToken(platform)
        self.realm = try SignedMessage(
            try CBORReader.read(realm, allowsLongHeads: true, at: "cca.realm"),
            at: "cca.realm"
        )
        let claims = try CBORReader.read(
            self.realm.payload,
            allowsLongHeads: true,
            at: "cca.realm.claims"
        )
        guard let challenge = claims[10]?.byteString, challenge.count == 64,
            let initial = claims[44238]?.byteString, case .array(let extensible) = claims[44239],
            let key = claims[44237]?.byteString, let hash = claims[44240]?.textString
        else {
            throw Reason(
                .malformed,
                at: "cca.realm.claims",
                "A claim of the realm is missing or malformed."
            )
        }
        self.challenge = challenge
        initialMeasurement = initial
        extensibleMeasurements = extensible.compactMap(\.byteString)
        personalization = claims[44235]?.byteString
        realmKeyBytes = key
        keyHash = hash
        guard let checked = try Self.key(key) else {
            throw Reason(.unsupported, at: "cca.realm.key", "The realm's key is not read.")
        }
        realmKey = checked
    }

    /// Decides whether the token is signed with a platform's key, binds the realm's key and meets a policy.
    ///
    /// - Parameters:
    ///   - key: the platform's key as JSON (JWK), PEM or DER, which the caller has from the platform's maker.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the realm; its report data is compared with the challenge.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(key: [UInt8], at time: Timestamp, policy: AppraisalPolicy) -> Verdict {
        var log = ReasonLog()
        let checked = log.attempt { () throws(Reason) in
            try VerificationKey(file: key, at: "cca.key")
        }
        log.require(
            checked.map { platform.message.isSigned(with: $0) } ?? false,
            Reason(
                .evidenceSignature,
                at: "cca.platform.signature",
                "The platform's token is not signed with the key."
            )
        )
        log.require(
            realm.isSigned(with: realmKey),
            Reason(
                .evidenceSignature,
                at: "cca.realm.signature",
                "The realm's token is not signed with the key that it states."
            )
        )
        log.require(
            digest == platform.nonce,
            Reason(
                .binding,
                at: "cca.platform.nonce",
                "The platform does not vouch for the realm's key: its nonce is not the key's hash."
            )
        )
        return Verdict(uncheckedClaims, log, policy, at: time)
    }

    /// What the token says; nobody has checked it.
    public var uncheckedClaims: Claims {
        var claims = platform.uncheckedClaims
        claims.family = .armCCA
        claims.measurements =
            [Measurement(name: "RIM", value: initialMeasurement)]
            + extensibleMeasurements.enumerated().map { index, value in
                Measurement(name: "REM\(index)", value: value)
            } + claims.measurements
        claims.signer = nil
        claims.reportData = challenge
        claims.details["personalization"] = personalization.map { Hexadecimal.encode($0) }
        return claims
    }

    private var digest: [UInt8]? {
        switch keyHash {
        case "sha-256": Array(SHA256.hash(data: realmKeyBytes))
        case "sha-384": Array(SHA384.hash(data: realmKeyBytes))
        case "sha-512": Array(SHA512.hash(data: realmKeyBytes))
        default: nil
        }
    }

    /// The key: an uncompressed point, or a COSE_Key in newer tokens.
    private static func key(_ bytes: [UInt8]) throws(Reason) -> VerificationKey? {
        if bytes.first == 0x04, bytes.count == 97 {
            return VerificationKey(p384: bytes.dropFirst())
        }
        if bytes.first == 0x04, bytes.count == 65 {
            return VerificationKey(p256: bytes.dropFirst())
        }
        let key = try CBORReader.read(bytes, allowsLongHeads: true, at: "cca.realm.key")
        guard key[1]?.integer == 2, let x = key[-2]?.byteString, let y = key[-3]?.byteString else {
            return nil
        }
        return switch (key[-1]?.integer, x.count, y.count) {
        case (1, 32, 32): VerificationKey(p256: (x + y)[...])
        case (2, 48, 48): VerificationKey(p384: (x + y)[...])
        default: nil
        }
    }
}
