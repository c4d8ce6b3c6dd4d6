import RedoubtABI
import RedoubtAttestation
import RedoubtDelivery

/// Decides whether an offer is one to seal for.
struct OfferCheck {
    /// What speaks against an offer: every reason.
    struct Reasons: Error {
        let list: [Reason]
    }

    private let offer: DeliveryOffer
    private let purpose: String
    private let nonce: [UInt8]?

    /// - Parameters:
    ///   - offer: from anybody.
    ///   - purpose: what the owner's data is for.
    ///   - nonce: what the owner has made up; nil if nothing.
    init(_ offer: DeliveryOffer, purpose: String, nonce: [UInt8]?) {
        self.offer = offer
        self.purpose = purpose
        self.nonce = nonce
    }

    /// The evidence, if everything about it and the offer is right.
    func verdict(
        platformKey: [UInt8],
        _ policy: AppraisalPolicy,
        _ conditions: EnclaveConditions,
        at time: Timestamp
    ) -> Result<VerifiedEvidence, Reasons> {
        var reasons = offerReasons()
        guard offer.isAttested else {
            reasons.append(
                Reason(
                    .unsupported,
                    at: "offer.proof",
                    "The offer carries the enclave's report, which only its platform can check: the host has to get "
                        + "evidence first, with Enclave.attestedOffer."
                )
            )
            return .failure(Reasons(list: reasons))
        }
        let verdict: Verdict
        do throws(Reason) {
            var policy = policy
            // The offer's own nonce and purpose: that they are the owner's was looked at.
            policy.reportData = DeliveryBinding.reportData(of: offer)
            verdict = try EnclaveEvidence(offer.proof)
                .appraise(platformKey: platformKey, at: time, policy: policy)
        } catch {
            return .failure(Reasons(list: reasons + [error]))
        }
        switch verdict {
        case .refused(let refusal): return .failure(Reasons(list: reasons + refusal.reasons))
        case .accepted(let verified):
            if verified.signer == SignerID.development.bytes, !conditions.allowDevelopment,
                conditions.measurement.isEmpty
            {
                reasons.append(
                    Reason(
                        .development,
                        at: "policy.signers",
                        "The enclave is signed with the DEVELOPMENT KEY, which everybody has."
                    )
                )
            }
            return reasons.isEmpty ? .success(verified) : .failure(Reasons(list: reasons))
        }
    }

    private func offerReasons() -> [Reason] {
        var reasons: [Reason] = []
        if offer.purpose != Array(purpose.utf8) {
            let named = String(decoding: offer.purpose, as: UTF8.self)
            reasons.append(
                Reason(
                    .binding,
                    at: "offer.purpose",
                    "The enclave wants data for \"\(named)\", and this is for \"\(purpose)\"."
                )
            )
        }
        if let nonce, offer.nonce != nonce {
            reasons.append(
                Reason(
                    .binding,
                    at: "offer.nonce",
                    "The offer's nonce is \(HexadecimalBytes.text(offer.nonce)), not the one that was given: it was "
                        + "made for somebody else, or before."
                )
            )
        }
        return reasons
    }
}
