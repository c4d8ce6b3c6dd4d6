extension TCBInfo {
    /// Fails unless a domain's TDX module is the one that this describes (4.1.2.5.12).
    func checkModule(_ report: TrustDomainReport) throws(Reason) {
        let version = report.securityVersions[1]
        guard let expected = version == 0 ? module : moduleIdentity(version: version)?.module else {
            throw unknownModule(version)
        }
        guard report.moduleSigner == expected.signer else {
            throw Reason(
                .moduleIdentity,
                at: "quote.body.MRSIGNERSEAM",
                "The TDX module's signer is not the one of the TCB info."
            )
        }
        guard report.moduleAttributes == expected.attributes,
            report.moduleAttributes.allSatisfy({ $0 == 0 })
        else {
            throw Reason(
                .moduleIdentity,
                at: "quote.body.SEAMATTRIBUTES",
                "The TDX module's attributes are not those of the TCB info, or not zero."
            )
        }
    }

    /// The converged assessment of a platform, its quoting enclave and its TDX module.
    ///
    /// `module` is TEE_TCB_SVN, or nothing for an enclave; `enclave` is what is said of the quoting enclave.
    func assessment(
        _ platform: PlatformCertificate,
        _ module: [UInt8]?,
        _ enclave: TCBAssessment
    ) throws(Reason) -> TCBAssessment {
        guard let level = levels.first(where: { $0.requirement.isMet(by: platform, module) }) else {
            throw Reason(
                .noTCBLevel,
                at: "collateral.tcb_info.tcbLevels",
                "The platform is below every TCB level: its firmware is older than any that is supported."
            )
        }
        var parts = [enclave]
        if let module, module[1] > 0 {
            guard let identity = moduleIdentity(version: module[1]) else {
                throw unknownModule(module[1])
            }
            guard let level = identity.levels.first(where: { $0.requirement <= UInt16(module[0]) })
            else {
                throw Reason(
                    .noTCBLevel,
                    at: "collateral.tcb_info.tdxModuleIdentities",
                    "The TDX module's ISVSVN is \(module[0]), below every level of its identity."
                )
            }
            parts.append(level.assessment)
        }
        let all = [level.assessment] + parts
        var advisories: [String] = []
        for advisory in all.flatMap(\.advisories) where !advisories.contains(advisory) {
            advisories.append(advisory)
        }
        return TCBAssessment(
            status: level.assessment.status.converged(with: parts.map(\.status)),
            date: all.map(\.date).min() ?? level.assessment.date,
            advisories: advisories.sorted()
        )
    }

    private func unknownModule(_ version: UInt8) -> Reason {
        Reason(
            .moduleIdentity,
            at: "collateral.tcb_info.tdxModuleIdentities",
            "The TCB info has no identity for version \(version) of the TDX module."
        )
    }
}

extension PlatformRequirement {
    /// Whether a platform, and the TDX module with some TEE_TCB_SVN, reach this.
    fileprivate func isMet(by platform: PlatformCertificate, _ module: [UInt8]?) -> Bool {
        for index in 0..<16 where platform.components[index] < components[index] { return false }
        guard platform.provisioningSecurityVersion >= provisioningSecurityVersion else {
            return false
        }
        guard let module else { return true }
        guard let moduleComponents else { return false }
        // The module's own versions, in the first two, are compared with its identity's levels instead.
        for index in (module[1] > 0 ? 2 : 0)..<16 where module[index] < moduleComponents[index] {
            return false
        }
        return true
    }
}
