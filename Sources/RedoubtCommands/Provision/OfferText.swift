import RedoubtABI
import RedoubtAttestation
import RedoubtProvisioning

/// What the owner of data is told before it is sealed.
enum OfferText {
    /// One line for each thing that is believed.
    static func lines(_ offer: VerifiedOffer) -> [String] {
        let verified = offer.evidence
        var lines = VerdictText.lines(verified.claims)
        lines.append(VerdictText.line("key", HexadecimalBytes.text(offer.publicKey)))
        lines.append(
            VerdictText.line("purpose", offer.purpose)
        )
        if verified.signer == SignerID.development.bytes {
            lines.append("  Signed with the DEVELOPMENT KEY, which everybody has.")
        }
        if verified.claims.details["platform mode"] == "DEVELOPMENT" {
            lines.append(
                "  DEVELOPMENT mode: the user of the enclave's host can read what you send. Send nothing secret."
            )
        }
        lines.append(
            "  The platform's key vouches for this. Nothing here proves which hardware it runs on."
        )
        return lines
    }
}
