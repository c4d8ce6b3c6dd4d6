extension EnclaveEvidence {
    /// Decides whether the evidence is signed with the platform's key and meets a policy.
    ///
    /// A pure function: of what it is given, and nothing else.
    ///
    /// - Parameters:
    ///   - platformKey: the platform's P-256 key as PEM or DER, which the caller has from whoever runs the platform:
    ///     `redoubt platform key` prints it.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the enclave. Without ``AppraisalPolicy/allowsDevelopment`` evidence of the
    ///     development mode is refused.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        platformKey: [UInt8],
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        var log = ReasonLog()
        let key = log.attempt { () throws(Reason) in
            try VerificationKey(file: platformKey, at: "platform-key")
        }
        if let key {
            log.require(
                message.isSigned(with: key),
                Reason(
                    .evidenceSignature,
                    at: "evidence.signature",
                    "The evidence, which names key \(Hexadecimal.encode(keyIdentifier)), is not signed with this platform's: it "
                        + "was changed, is of another platform, or "
                        + "the platform has a new epoch (`redoubt platform key` there prints the key)."
                )
            )
        }
        log.require(
            policy.allowsDevelopment || !isDevelopment,
            Reason(
                .development,
                at: "policy.development",
                "The enclave runs in the DEVELOPMENT mode: whoever runs as its host's user can read the root secret "
                    + "and make such evidence. The policy does not allow that."
            )
        )
        // Five minutes for clocks that differ.
        let (limit, overflow) = time.secondsSince1970.addingReportingOverflow(300)
        log.require(
            overflow || issuedAt.secondsSince1970 <= limit,
            Reason(
                .age,
                at: "evidence.claims",
                "It is of \(issuedAt), which is after the time of the appraisal: one of the clocks is wrong."
            )
        )
        return Verdict(uncheckedClaims, log, policy, at: time)
    }
}
