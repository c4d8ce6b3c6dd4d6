extension Quote {
    /// Which of Intel's authorities issued a PCK certificate; each has its own revocation list.
    public enum PlatformAuthority: String, Sendable {
        /// For platforms of one processor.
        case processor
        /// For platforms of several.
        case platform
    }

    /// What the quote's PCK certificate says of the platform, to ask for its collateral; nobody has checked it.
    ///
    /// - Throws: a reason if the certificate is missing or cannot be read.
    public func uncheckedPlatform() throws(Reason) -> (PlatformCertificate, PlatformAuthority) {
        let location = PlatformChain.location
        for der in try PEM.certificates(bytes, parts.certificates, at: location) {
            let certificate = try Certificate(der, at: location)
            guard certificate.isNamed("SGX PCK Certificate") else { continue }
            let issuer = String(decoding: certificate.bytes[certificate.issuer], as: UTF8.self)
            return (
                try PlatformCertificate(certificate, at: location),
                issuer.contains("Platform CA") ? .platform : .processor
            )
        }
        throw Reason(.certificateMissing, at: location, "The quote has no PCK certificate.")
    }
}

extension VerifiedCollateral {
    /// The last second at which all of the collateral is valid; nothing if a part cannot be read.
    public var expiresAt: Timestamp? {
        guard let tcbInfo, let identity, let rootList, let pckList else { return nil }
        return [
            tcbInfo.nextUpdate, identity.nextUpdate, rootList.nextUpdate, pckList.nextUpdate,
        ].min()
    }
}
