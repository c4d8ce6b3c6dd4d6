extension AppraisalPolicy {
    /// Says what of some claims does not meet the policy.
    func check(_ claims: Claims, at time: Timestamp, _ log: inout ReasonLog) {
        checkProgram(claims, &log)
        checkStatus(claims, at: time, &log)
        log.require(
            allowsDebug || claims.isDebug != true,
            Reason(
                .debug,
                at: "policy.debug",
                "The environment is under debug, so others can read its secrets; the policy does not allow that."
            )
        )
        if let reportData {
            let rest = claims.reportData.dropFirst(reportData.count)
            log.require(
                claims.reportData.starts(with: reportData) && rest.allSatisfy { $0 == 0 },
                Reason(
                    .reportData,
                    at: "policy.report_data",
                    "The report data is \(Hexadecimal.encode(claims.reportData)); the policy expects "
                        + "\(Hexadecimal.encode(reportData)) and then zeros."
                )
            )
        }
        if !minimumParts.isEmpty, claims.details["reported_tcb"] == nil {
            log.add(notClaimed("policy.min_platform_parts", "versions of an AMD platform's parts"))
        }
        if let maximumAgeSeconds {
            guard let issued = claims.freshness.issuedAt else {
                log.add(notClaimed("policy.max_age", "a time"))
                return
            }
            let (age, overflow) = time.secondsSince1970.subtractingReportingOverflow(
                issued.secondsSince1970
            )
            log.require(
                !overflow && age <= maximumAgeSeconds,
                Reason(
                    .age,
                    at: "policy.max_age",
                    "It is of \(issued), \(age) seconds before the time of the appraisal; the policy allows "
                        + "\(maximumAgeSeconds)."
                )
            )
        }
    }

    private func checkProgram(_ claims: Claims, _ log: inout ReasonLog) {
        log.require(
            measurements.isEmpty || measurements.contains(claims.measurement),
            Reason(
                .measurement,
                at: "policy.measurements",
                "The measurement \(Hexadecimal.encode(claims.measurement)) is none of the policy's."
            )
        )
        for (name, values) in namedMeasurements.sorted(by: { $0.key < $1.key }) {
            let found = claims.measurements.first { $0.name == name }?.value
            log.require(
                found.map(values.contains) ?? false,
                Reason(
                    found == nil ? .notClaimed : .measurement,
                    at: Reason.Location("policy.named_measurements.\(name)"),
                    "\(name) is \(found.map { Hexadecimal.encode($0) } ?? "not in the evidence"); the policy "
                        + "expects another value."
                )
            )
        }
        if !signers.isEmpty {
            require(claims.signer, "policy.signers", "a signer", &log) { signer in
                signers.contains(signer)
                    ? nil
                    : Reason(
                        .signer,
                        at: "policy.signers",
                        "The signer \(Hexadecimal.encode(signer)) is none of the policy's."
                    )
            }
        }
        if !products.isEmpty {
            require(claims.product, "policy.products", "a product", &log) { product in
                products.contains(product)
                    ? nil
                    : Reason(
                        .product,
                        at: "policy.products",
                        "The product \(Hexadecimal.encode(product)) is none of the policy's."
                    )
            }
        }
        if let minimumSecurityVersion {
            require(
                claims.securityVersion,
                "policy.min_security_version",
                "a security version",
                &log
            ) { version in
                version >= minimumSecurityVersion
                    ? nil
                    : Reason(
                        .securityVersion,
                        at: "policy.min_security_version",
                        "The security version is \(version); the policy asks for at least "
                            + "\(minimumSecurityVersion)."
                    )
            }
        }
    }

    private func checkStatus(_ claims: Claims, at time: Timestamp, _ log: inout ReasonLog) {
        // That a revoked TCB is refused is no matter of policy, and said already.
        guard let tcb = claims.tcb, tcb.status != .revoked, !acceptedStatuses.contains(tcb.status)
        else { return }
        let isCovered =
            !tcb.advisories.isEmpty
            && tcb.advisories.allSatisfy { advisory in
                graces.contains { $0.covers(advisory, tcb, at: time) }
            }
        log.require(
            isCovered,
            Reason(
                .tcbStatus,
                at: "policy.tcb.statuses",
                "The TCB status is \(tcb.status.rawValue) (\(tcb.advisories.joined(separator: ", "))), which the "
                    + "policy does not accept. Update the platform, or accept the status or its advisories."
            )
        )
    }

    private func require<Value>(
        _ value: Value?,
        _ location: Reason.Location,
        _ what: String,
        _ log: inout ReasonLog,
        _ reason: (Value) -> Reason?
    ) {
        guard let value else {
            log.add(notClaimed(location, what))
            return
        }
        if let reason = reason(value) { log.add(reason) }
    }

    private func notClaimed(_ location: Reason.Location, _ what: String) -> Reason {
        Reason(
            .notClaimed,
            at: location,
            "The policy asks for \(what), and this evidence does not state one."
        )
    }
}
