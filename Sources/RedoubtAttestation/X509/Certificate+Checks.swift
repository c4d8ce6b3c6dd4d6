extension Certificate {
    /// What a certificate is used for in a chain.
    enum Role {
        /// It issues certificates and revocation lists; below it stand so many other authorities.
        case authority(below: Int)
        /// Its key signs data.
        case signer
    }

    /// Fails unless the certificate is valid at a time.
    func requireValid(at time: Timestamp, _ location: Reason.Location) throws(Reason) {
        guard notBefore <= time else {
            throw Reason(
                .certificateNotYetValid,
                at: location,
                "The certificate \"\(shownName)\" is valid from \(notBefore) on; the time is \(time)."
            )
        }
        guard time <= notAfter else {
            throw Reason(
                .certificateExpired,
                at: location,
                "The certificate \"\(shownName)\" expired at \(notAfter); the time is \(time)."
            )
        }
    }

    /// Fails unless the extensions allow a role, and say nothing critical that is not understood.
    ///
    /// `understood` are the identifiers of extensions that the caller reads itself.
    func requireRole(
        _ role: Role,
        understood: [[UInt8]] = [],
        _ location: Reason.Location
    ) throws(Reason) {
        let allows: Bool
        switch role {
        case .authority(let below):
            allows =
                extensions.isAuthority && extensions.keyUsage?.signsCertificates == true
                && extensions.pathLength.map { $0 >= below } ?? true
        case .signer:
            allows = !extensions.isAuthority && extensions.keyUsage?.signsData != false
        }
        guard allows else {
            throw Reason(
                .certificateUsage,
                at: location,
                "The extensions of the certificate \"\(shownName)\" do not allow its use: basic "
                    + "constraints, path length or key usage do not fit."
            )
        }
        let isUnknown = extensions.others.contains { other in
            other.isCritical && !understood.contains { bytes.equal(other.identifier, $0) }
        }
        guard !isUnknown else {
            throw Reason(
                .certificateUsage,
                at: location,
                "The certificate \"\(shownName)\" has a critical extension that is not understood."
            )
        }
    }

    /// Fails unless another certificate issued this one: by name and by signature.
    func requireIssued(by issuer: Certificate, _ location: Reason.Location) throws(Reason) {
        guard isIssued(inTheNameOf: issuer) else {
            throw Reason(
                .certificateIssuer,
                at: location,
                "The certificate \"\(shownName)\" was not issued by \"\(issuer.shownName)\"."
            )
        }
        guard isSigned(with: issuer.key) else {
            throw Reason(
                .certificateSignature,
                at: location,
                "The signature of the certificate \"\(shownName)\" is not made with the key of "
                    + "\"\(issuer.shownName)\"."
            )
        }
    }
}
