internal import RedoubtABI
public import RedoubtAttestation
public import RedoubtDelivery

/// An offer that the owner of data has checked, and seals for.
///
/// There is one only if the platform's key has signed evidence of the key that is offered, for the owner's purpose, of
/// an enclave that meets the owner's policy. The trust stands on that key, which the owner has from whoever runs the
/// platform, never from the enclave's host.
///
/// ```swift
/// let offer = try VerifiedOffer(bytes, for: "patients", platformKey: key, policy: policy, at: Timestamp(Date()))
/// let envelope = try offer.seal(patients)
/// ```
public struct VerifiedOffer: Sendable {
    /// The evidence, which meets the policy.
    public let evidence: VerifiedEvidence
    /// What the data is for.
    public let purpose: String
    /// The X25519 key to seal for: 32 bytes.
    public let publicKey: [UInt8]

    /// Checks an offer.
    ///
    /// - Parameters:
    ///   - bytes: the offer, from anybody.
    ///   - purpose: what the owner's data is for: the enclave's code names it.
    ///   - nonce: what the enclave was to put into the offer; nil if the owner gave none.
    ///   - platformKey: the platform's P-256 key as PEM or DER.
    ///   - policy: which enclaves will do. One that states no measurement and no signer accepts anybody's enclave.
    ///   - time: the time to decide for.
    /// - Throws: ``OfferRefusal`` with every reason that was found.
    public init(
        _ bytes: [UInt8],
        for purpose: String,
        nonce: [UInt8]? = nil,
        platformKey: [UInt8],
        policy: AppraisalPolicy,
        at time: Timestamp
    ) throws(OfferRefusal) {
        let offer: DeliveryOffer
        do throws(DeliveryError) {
            offer = try DeliveryOffer(bytes: bytes)
        } catch {
            throw OfferRefusal([Reason(.malformed, at: "offer", "\(error).")])
        }
        var reasons = offer.reasonsAgainst(purpose: purpose, nonce: nonce)
        guard offer.isAttested else {
            reasons.append(
                Reason(
                    .unsupported,
                    at: "offer.proof",
                    "The offer carries the enclave's report, which only its platform can check: the host has to get "
                        + "evidence first, with Enclave.attestedOffer."
                )
            )
            throw OfferRefusal(reasons)
        }
        let verdict: Verdict
        do throws(Reason) {
            var policy = policy
            // The offer's own nonce and purpose: that they are the owner's was looked at.
            policy.reportData = DeliveryBinding.reportData(of: offer)
            verdict = try EnclaveEvidence(offer.proof)
                .appraise(platformKey: platformKey, at: time, policy: policy)
        } catch {
            throw OfferRefusal(reasons + [error])
        }
        switch verdict {
        case .refused(let refusal): throw OfferRefusal(reasons + refusal.reasons)
        case .accepted(let verified):
            if verified.signer == SignerID.development.bytes, !policy.allowsDevelopment,
                policy.measurements.isEmpty
            {
                reasons.append(
                    Reason(
                        .development,
                        at: "policy.signers",
                        "The enclave is signed with the DEVELOPMENT KEY, which everybody has."
                    )
                )
            }
            guard reasons.isEmpty else { throw OfferRefusal(reasons) }
            evidence = verified
            self.purpose = purpose
            publicKey = offer.publicKey
        }
    }

    /// Seals data for the enclave, in an envelope that it opens once.
    ///
    /// - Parameter content: up to ``RedoubtDeliveryInterface/DeliveryLimits/contentBytes``. Its length can be seen in
    ///   the envelope's.
    /// - Returns: the envelope.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``, as ``RedoubtDelivery/Envelopes/seal(_:to:purpose:)``.
    public func seal(_ content: [UInt8]) throws(DeliveryError) -> [UInt8] {
        try Envelopes.seal(content, to: publicKey, purpose: purpose)
    }
}
