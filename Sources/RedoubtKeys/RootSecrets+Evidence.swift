public import RedoubtControl
internal import RedoubtCrypto
internal import RedoubtDeliveryInterface

extension RootSecrets {
    /// Makes evidence of what an enclave's report says, if an enclave of this platform has made it.
    ///
    /// - Parameters:
    ///   - bytes: the report.
    ///   - isDevelopment: whether these secrets are of the development mode.
    ///   - time: seconds since 1970, for the evidence.
    /// - Returns: an EAT (RFC 9711) in a COSE_Sign1 message; `docs/DELIVERY.md` has its claims.
    /// - Throws: ``RedoubtControl/EvidenceRefusal``.
    public borrowing func evidence(
        of bytes: [UInt8],
        isDevelopment: Bool,
        at time: Int64
    ) throws(EvidenceRefusal) -> [UInt8] {
        guard let report = try? EnclaveReport(bytes: bytes) else { throw .notAReport }
        guard report.platform == platform.bytes else { throw .otherPlatform }
        guard report.isDevelopment == isDevelopment else {
            throw .otherMode(isDevelopment: report.isDevelopment)
        }
        guard isAuthentic(report) else { throw .notAuthentic }
        guard let evidence = EvidenceToken.sign(report, with: EvidenceKey(self), at: time) else {
            throw .secrets("the cryptographic library failed: nothing was signed")
        }
        return evidence
    }

    /// Whether the enclave that a report names has made it, with a key of any epoch: it may run since long.
    private borrowing func isAuthentic(_ report: EnclaveReport) -> Bool {
        let message = ReportKeyMessage.of(report)
        for index in epochs.indices {
            let root = unsafe withSecret(index) { unsafe SymmetricKey(data: $0) }
            let isRight = HMAC<SHA256>.isValidAuthenticationCode(
                report.code,
                authenticating: report.body,
                using: KeyChain.derive(message, from: root)
            )
            if isRight { return true }
        }
        return false
    }
}
