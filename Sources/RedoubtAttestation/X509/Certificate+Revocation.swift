extension Certificate {
    /// The reason for a certificate that a list has.
    func revoked(_ location: Reason.Location) -> Reason {
        Reason(
            .certificateRevoked,
            at: location,
            "The certificate \"\(shownName)\" is revoked by its issuer."
        )
    }
}

extension TrustedRoot {
    /// Fails unless a certificate is the trusted one: all of it, not only its key.
    func requireSame(_ other: Certificate, _ location: Reason.Location) throws(Reason) {
        guard other.bytes == certificate.bytes else {
            throw Reason(
                .untrustedRoot,
                at: location,
                "The chain ends in \"\(other.shownName)\", and that is not the trusted root's certificate."
            )
        }
    }
}
