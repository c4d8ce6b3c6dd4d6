/// A token of Arm's attestation (EAT in a COSE_Sign1 message), read and not yet believed.
///
/// PSA tokens (RFC 9783, and the profile `PSA_IOT_PROFILE_1` before it) are read, and the platform token of CCA.
public struct AttestationToken: Sendable {
    /// A piece of software that the device measured.
    public struct Component: Hashable, Sendable {
        /// Such as `BL` or `PRoT`.
        public let type: String?
        /// Its digest.
        public let measurement: [UInt8]
        /// The digest of its signer's key.
        public let signer: [UInt8]?
        /// Its version.
        public let version: String?
    }

    /// The profile that the claims follow.
    public let profile: String
    /// What the caller gave.
    public let nonce: [UInt8]
    /// The instance: 33 bytes that begin with 1.
    public let instance: [UInt8]?
    /// The implementation: 32 bytes.
    public let implementation: [UInt8]?
    /// The stage of the device's life.
    public let lifecycle: UInt64?
    /// The software, in the order in which it was started.
    public let components: [Component]

    let message: SignedMessage

    /// Reads a token.
    ///
    /// - Throws: the first reason why these bytes are no token.
    public init(_ bytes: [UInt8]) throws(Reason) {
        try self.init(try CBORReader.read(bytes, allowsLongHeads: true, at: "token"))
    }

    init(_ value: CBORValue) throws(Reason) {
        message = try SignedMessage(value, at: "token")
        let claims = try CBORReader.read(message.payload, allowsLongHeads: true, at: "token.claims")
        // Numbers of RFC 9783 and CCA, and those of PSA_IOT_PROFILE_1.
        let isLegacy = claims[265] == nil && claims[-75008] != nil
        guard let profile = claims[isLegacy ? -75000 : 265]?.textString,
            let nonce = claims[isLegacy ? -75008 : 10]?.byteString,
            [32, 48, 64].contains(nonce.count)
        else {
            throw Reason(
                .malformed,
                at: "token.claims",
                "The profile, or the nonce of 32, 48 or 64 bytes, is missing or malformed."
            )
        }
        self.profile = profile
        self.nonce = nonce
        instance = claims[isLegacy ? -75009 : 256]?.byteString
        implementation = claims[isLegacy ? -75003 : 2396]?.byteString
        lifecycle = claims[isLegacy ? -75002 : 2395]?.integer.flatMap { UInt64(exactly: $0) }
        var components: [Component] = []
        if case .array(let entries) = claims[isLegacy ? -75006 : 2399] {
            for entry in entries {
                guard let measurement = entry[2]?.byteString else {
                    throw Reason(
                        .malformed,
                        at: "token.claims",
                        "A software component lacks its measurement."
                    )
                }
                components.append(
                    Component(
                        type: entry[1]?.textString,
                        measurement: measurement,
                        signer: entry[5]?.byteString,
                        version: entry[4]?.textString
                    )
                )
            }
        }
        self.components = components
    }

    /// Whether the device was past provisioning and before debug: PSA's and CCA's "secured".
    private var isSecured: Bool? {
        lifecycle.map { (0x3000...0x30ff).contains($0) }
    }

    /// What the token says; nobody has checked it.
    public var uncheckedClaims: Claims {
        Claims(
            family: .armPSA,
            profile: profile,
            hardwareModel: implementation.map { Hexadecimal.encode($0) },
            hardwareID: instance,
            isDebug: isSecured.map { !$0 },
            measurements: components.enumerated().map { index, component in
                Measurement(
                    name: component.type ?? "component \(index)",
                    value: component.measurement
                )
            },
            signer: components.first?.signer,
            product: nil,
            securityVersion: nil,
            reportData: nonce,
            tcb: nil,
            freshness: Freshness(issuedAt: nil, expiresAt: nil),
            details: lifecycle.map { ["lifecycle": String($0, radix: 16)] } ?? [:]
        )
    }

    /// Decides whether the token is signed with a device's key and meets a policy.
    ///
    /// - Parameters:
    ///   - key: the device's key as JSON (JWK), PEM or DER, which the caller has from the device's maker.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the device; its report data is compared with the nonce.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(key: [UInt8], at time: Timestamp, policy: AppraisalPolicy) -> Verdict {
        var log = ReasonLog()
        let checked = log.attempt { () throws(Reason) in
            try VerificationKey(file: key, at: "token.key")
        }
        log.require(
            checked.map { message.isSigned(with: $0) } ?? false,
            Reason(
                .evidenceSignature,
                at: "token.signature",
                "The token is not signed with the key."
            )
        )
        return Verdict(uncheckedClaims, log, policy, at: time)
    }
}
