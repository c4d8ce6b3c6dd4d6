extension SNPReport {
    /// The most certificates that a chain file of AMD's has, twice.
    private static let limitCertificates = 8

    /// Decides whether the report is genuine and meets a policy.
    ///
    /// - Parameters:
    ///   - certificates: DER of the VCEK or VLEK, and of its issuers, in any order: ASK or ASVK, and ARK.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the guest.
    ///   - root: what the chain must end in; the root of the certificate's product unless told.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        certificates: [[UInt8]],
        at time: Timestamp,
        policy: AppraisalPolicy,
        root: TrustedRoot? = nil
    ) -> Verdict {
        var log = ReasonLog()
        var claims = uncheckedClaims
        let found = log.attempt { () throws(Reason) in
            try SNPChain(certificates, signingKey)
        }
        if let found {
            claims.hardwareModel = found.key.product.rawValue
            found.check(self, root ?? found.key.product.root, at: time, &log)
            checkParts(found.key.product, policy, &log)
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
