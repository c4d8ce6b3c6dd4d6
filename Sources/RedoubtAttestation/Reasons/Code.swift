extension Reason {
    /// What speaks against evidence, for programs.
    ///
    /// The raw values are what `redoubt verify --json` prints.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The bytes end before a field does.
        case truncated
        /// A field has a value that it cannot have.
        case malformed
        /// There is more than a limit allows.
        case tooLarge = "too-large"
        /// Bytes follow where nothing may follow.
        case trailingBytes = "trailing-bytes"
        /// A version, type or algorithm that this library does not know, or must not accept.
        case unsupported

        /// A certificate that the chain needs is not there.
        case certificateMissing = "certificate-missing"
        /// The chain does not end in the trusted root.
        case untrustedRoot = "untrusted-root"
        /// A certificate was issued by another name than the next one's.
        case certificateIssuer = "certificate-issuer"
        /// A certificate's signature is wrong.
        case certificateSignature = "certificate-signature"
        /// A certificate has expired.
        case certificateExpired = "certificate-expired"
        /// A certificate is not valid yet.
        case certificateNotYetValid = "certificate-not-yet-valid"
        /// A certificate is revoked.
        case certificateRevoked = "certificate-revoked"
        /// A certificate is used for what its extensions do not allow.
        case certificateUsage = "certificate-usage"
        /// A certificate lacks an extension, or what the extension says does not fit the evidence.
        case certificateContents = "certificate-contents"

        /// A revocation list is another issuer's.
        case revocationListIssuer = "revocation-list-issuer"
        /// A revocation list's signature is wrong.
        case revocationListSignature = "revocation-list-signature"
        /// A revocation list has expired.
        case revocationListExpired = "revocation-list-expired"
        /// A revocation list is from the future.
        case revocationListNotYetValid = "revocation-list-not-yet-valid"

        /// The signature of TCB info or an identity is wrong.
        case collateralSignature = "collateral-signature"
        /// TCB info or an identity has expired.
        case collateralExpired = "collateral-expired"
        /// TCB info or an identity is from the future.
        case collateralNotYetValid = "collateral-not-yet-valid"
        /// TCB info or an identity is for another TEE, processor or PCE.
        case collateralMismatch = "collateral-mismatch"

        /// The signature of the evidence is wrong.
        case evidenceSignature = "evidence-signature"
        /// The quoting enclave's report is not signed by the PCK.
        case quotingEnclaveSignature = "quoting-enclave-signature"
        /// The quoting enclave is not the one that its identity describes.
        case quotingEnclaveIdentity = "quoting-enclave-identity"
        /// A key, a nonce or data is not the one that the evidence was bound to.
        case binding
        /// The TDX module is not the one that the TCB info describes.
        case moduleIdentity = "module-identity"
        /// The platform is below every TCB level.
        case noTCBLevel = "no-tcb-level"
        /// The TCB is revoked.
        case tcbRevoked = "tcb-revoked"

        /// The TCB status is not one that the policy accepts.
        case tcbStatus = "tcb-status"
        /// The evidence is for an enclave or machine under debug.
        case debug
        /// The platform is in its development mode.
        case development
        /// The measurement is none that the policy expects.
        case measurement
        /// The signer is none that the policy expects.
        case signer
        /// The product is none that the policy expects.
        case product
        /// The security version is lower than the policy's.
        case securityVersion = "security-version"
        /// The report data is not what the policy expects.
        case reportData = "report-data"
        /// The evidence, or what it was checked against, is older than the policy allows.
        case age
        /// A strict rule beyond the vendor's does not hold.
        case strictRule = "strict-rule"
        /// The policy asks for something that this kind of evidence cannot say.
        case notClaimed = "not-claimed"
    }
}
