/// The chain of the certificate that signs TCB info or an enclave identity.
struct SigningChain: Sendable {
    let signer: Certificate

    /// Finds the signer and the root in PEM and checks what does not depend on the time.
    init(
        _ pem: [UInt8],
        _ root: TrustedRoot,
        _ list: RevocationList?,
        at location: Reason.Location
    ) throws(Reason) {
        var certificates: [Certificate] = []
        for der in try PEM.certificates(pem, at: location) {
            certificates.append(try root.read(der, at: location))
        }
        // Without the name, a PCK's key could sign TCB info for its own platform.
        guard let signer = certificates.first(where: { $0.isNamed("SGX TCB Signing") }) else {
            throw Reason(
                .certificateMissing,
                at: location,
                "The chain has no certificate named \"SGX TCB Signing\"."
            )
        }
        guard
            let authority = certificates.first(where: {
                $0.isSelfIssued && $0.isNamed("SGX Root CA")
            })
        else {
            throw Reason(
                .certificateMissing,
                at: location,
                "The chain has no root, named \"SGX Root CA\" and issued by itself."
            )
        }
        try root.requireSame(authority, location)
        try signer.requireRole(.signer, location)
        try root.requireIssued(signer, location)
        if let list, list.lists(signer) { throw signer.revoked(location) }
        self.signer = signer
    }
}
