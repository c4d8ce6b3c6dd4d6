extension NitroDocument {
    /// Decides whether the document is genuine and meets a policy.
    ///
    /// The report data of the claims is the nonce, and the user data if there is no nonce.
    ///
    /// - Parameters:
    ///   - time: the time to decide for; the enclave's certificate lives three hours.
    ///   - policy: what is asked of the enclave.
    ///   - root: what the certificates must end in.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        at time: Timestamp,
        policy: AppraisalPolicy,
        root: TrustedRoot = .awsNitro
    ) -> Verdict {
        var log = ReasonLog()
        checkChain(at: time, root, &log)
        log.require(
            message.isSigned(with: certificate.key),
            Reason(
                .evidenceSignature,
                at: "nitro.signature",
                "The document is not signed with the key of its certificate."
            )
        )
        let issued = Timestamp(
            secondsSince1970: Int64(clamping: timestampMilliseconds / 1000)
        )
        log.require(
            issued <= time,
            Reason(
                .certificateNotYetValid,
                at: "nitro.timestamp",
                "The document is of \(issued), which is in the future; the time is \(time)."
            )
        )
        return Verdict(uncheckedClaims, log, policy, at: time)
    }

    private func checkChain(at time: Timestamp, _ root: TrustedRoot, _ log: inout ReasonLog) {
        let chain = authorities + [certificate]
        log.attempt { () throws(Reason) in try root.requireSame(chain[0], "nitro.cabundle") }
        for (index, member) in chain.enumerated() {
            let isLeaf = index == chain.count - 1
            let location: Reason.Location = isLeaf ? "nitro.certificate" : "nitro.cabundle"
            log.attempt { () throws(Reason) in try member.requireValid(at: time, location) }
            log.attempt { () throws(Reason) in
                try member.requireRole(
                    isLeaf ? .signer : .authority(below: chain.count - 2 - index),
                    location
                )
            }
            log.require(
                member.algorithm == .ecdsaP384SHA384,
                Reason(
                    .unsupported,
                    at: location,
                    "A certificate is not signed with ECDSA, P-384 and SHA-384."
                )
            )
            guard index > 0 else { continue }
            log.attempt { () throws(Reason) in
                try member.requireIssued(by: chain[index - 1], location)
            }
        }
    }

    /// What the document says; nobody has checked it.
    public var uncheckedClaims: Claims {
        var details: [String: String] = [:]
        details["public_key"] = publicKey.map { Hexadecimal.encode($0) }
        details["user_data"] = userData.map { Hexadecimal.encode($0) }
        details["nonce"] = nonce.map { Hexadecimal.encode($0) }
        return Claims(
            family: .awsNitro,
            profile: "attestation document",
            hardwareModel: module,
            hardwareID: nil,
            isDebug: isDebug,
            measurements: registers.sorted { $0.key < $1.key }.map {
                Measurement(name: "PCR\($0.key)", value: $0.value)
            },
            signer: registers[8].flatMap { $0.allSatisfy { $0 == 0 } ? nil : $0 },
            product: nil,
            securityVersion: nil,
            reportData: nonce ?? userData ?? [],
            tcb: nil,
            freshness: Freshness(
                issuedAt: Timestamp(
                    secondsSince1970: Int64(clamping: timestampMilliseconds / 1000)
                ),
                expiresAt: certificate.notAfter
            ),
            details: details
        )
    }
}
