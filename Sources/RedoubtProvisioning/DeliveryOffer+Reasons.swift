internal import RedoubtAttestation
internal import RedoubtDelivery

extension DeliveryOffer {
    /// What speaks against an offer, whoever has made it.
    func reasonsAgainst(purpose: String, nonce: [UInt8]?) -> [Reason] {
        var reasons: [Reason] = []
        if self.purpose != Array(purpose.utf8) {
            let named = String(decoding: self.purpose, as: UTF8.self)
            reasons.append(
                Reason(
                    .binding,
                    at: "offer.purpose",
                    "The enclave wants data for \"\(named)\", and this is for \"\(purpose)\"."
                )
            )
        }
        if let nonce, self.nonce != nonce {
            let digits = self.nonce.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            reasons.append(
                Reason(
                    .binding,
                    at: "offer.nonce",
                    "The offer's nonce is \(digits.isEmpty ? "empty" : digits), not the one that was given: it was "
                        + "made for somebody else, or before."
                )
            )
        }
        return reasons
    }
}
