extension SNPReport {
    /// Decides whether the report is genuine and meets a policy.
    ///
    /// - Parameters:
    ///   - certificates: DER of the VCEK or VLEK, and of its issuers, in any order: ASK or ASVK, and ARK.
    ///   - revocationLists: DER of the lists of ARK, and of ASK or ASVK if there is one. AMD's key service has ARK's
    ///     for each product. Each must be genuine and valid at the time; without any, nothing is said of revocation.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the guest.
    ///   - root: what the chain must end in; the root of the certificate's product unless told.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        certificates: [[UInt8]],
        revocationLists: [[UInt8]] = [],
        at time: Timestamp,
        policy: AppraisalPolicy,
        root: TrustedRoot? = nil
    ) -> Verdict {
        let bundle = EndorsementBundle(
            certificates: certificates,
            revocationLists: revocationLists
        )
        return appraise(
            endorsements: VerifiedEndorsements(bundle, root: root),
            at: time,
            policy: policy
        )
    }

    /// Decides whether the report is genuine and meets a policy, with certificates that were checked before.
    ///
    /// - Parameters:
    ///   - endorsements: what was checked; it may be used again and from many threads.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the guest.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        endorsements: VerifiedEndorsements,
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        var log = ReasonLog()
        var claims = uncheckedClaims
        if let product = endorsements.check(self, at: time, &log) {
            let isChecked = !endorsements.bundle.revocationLists.isEmpty
            claims.hardwareModel = product.rawValue
            claims.details["revocation"] = isChecked ? "checked" : "not checked"
            checkParts(product, policy, &log)
        }
        return Verdict(claims, log, policy, at: time)
    }

    private func checkParts(
        _ product: AMDProduct,
        _ policy: AppraisalPolicy,
        _ log: inout ReasonLog
    ) {
        for (name, minimum) in policy.minimumParts.sorted(by: { $0.key < $1.key }) {
            let location = Reason.Location("policy.min_platform_parts.\(name)")
            guard let index = product.parts.first(where: { $0.key == name })?.value else {
                log.add(
                    Reason(
                        .notClaimed,
                        at: location,
                        "\(product.rawValue) has no part named \(name)."
                    )
                )
                continue
            }
            let version = reportedTCB[reportedTCB.startIndex + index]
            log.require(
                version >= minimum,
                Reason(
                    .tcbStatus,
                    at: location,
                    "\(name) has version \(version); the policy asks for at least \(minimum)."
                )
            )
        }
    }

    /// What the report says; nobody has checked it.
    public var uncheckedClaims: Claims {
        let hasSigner = !idKeyDigest.allSatisfy { $0 == 0 }
        let isHidden = chipID.allSatisfy { $0 == 0 }
        return Claims(
            family: .amdSEVSNP,
            profile: "report v\(version)",
            hardwareModel: processor.flatMap {
                AMDProduct(family: $0.family, model: $0.model)?.rawValue
            },
            hardwareID: isHidden ? nil : chipID,
            isDebug: isDebug,
            measurements: [Measurement(name: "measurement", value: measurement)],
            signer: hasSigner ? idKeyDigest : nil,
            product: imageID,
            securityVersion: UInt64(guestSecurityVersion),
            reportData: reportData,
            tcb: nil,
            freshness: Freshness(issuedAt: nil, expiresAt: nil),
            details: [
                "author_key_digest": Hexadecimal.encode(authorKeyDigest),
                "committed_tcb": Hexadecimal.encode(committedTCB),
                "current_tcb": Hexadecimal.encode(currentTCB),
                "family_id": Hexadecimal.encode(familyID),
                "host_data": Hexadecimal.encode(hostData),
                "launch_tcb": Hexadecimal.encode(launchTCB),
                "platform_information": String(platformInformation, radix: 16),
                "policy": String(policy, radix: 16),
                "report_id": Hexadecimal.encode(reportID),
                "reported_tcb": Hexadecimal.encode(reportedTCB),
                "signing_key": signingKey == .vcek ? "VCEK" : "VLEK",
                "vmpl": String(privilegeLevel),
            ]
        )
    }
}
