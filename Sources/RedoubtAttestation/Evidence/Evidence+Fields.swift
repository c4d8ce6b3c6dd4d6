extension Evidence {
    /// Every field, by name; nobody has checked any.
    public var fields: [EvidenceField] {
        switch self {
        case .quote(let quote): [EvidenceField("family", "SGX or TDX quote")] + quote.fields
        case .snp(let report): [EvidenceField("family", "SEV-SNP report")] + report.fields
        case .nitro(let document): [EvidenceField("family", "Nitro document")] + document.fields
        case .tpm(let quote): [EvidenceField("family", "TPM 2.0 quote")] + quote.fields
        case .azure(let report): [EvidenceField("family", "Azure HCL report")] + report.fields
        case .machine(let machine):
            [EvidenceField("family", "machine's TPM")] + machine.fields
        case .psa(let token): [EvidenceField("family", "Arm PSA token")] + token.fields
        case .cca(let token): [EvidenceField("family", "Arm CCA token")] + token.fields
        }
    }
}

extension Quote {
    fileprivate var fields: [EvidenceField] {
        [
            EvidenceField("version", header.version),
            EvidenceField("attestation key type", header.attestationKeyType),
            EvidenceField("TEE type", header.tee == .sgx ? "SGX" : "TDX"),
            EvidenceField("QE SVN", header.quotingEnclaveSecurityVersion),
            EvidenceField("PCE SVN", header.provisioningSecurityVersion),
            EvidenceField("QE vendor id", header.quotingEnclaveVendor),
            EvidenceField("user data", header.userData),
        ] + body.fields + [
            EvidenceField("quote signature", Array(bytes[parts.signature])),
            EvidenceField("attestation key", Array(bytes[parts.attestationKey])),
        ]
            + quotingEnclaveReport.fields.map { EvidenceField("QE \($0.name)", $0.value) } + [
                EvidenceField("QE report signature", Array(bytes[parts.quotingEnclaveSignature])),
                EvidenceField("QE authentication data", authenticationData),
                EvidenceField("PCK chain bytes", parts.certificates.count),
            ] + platformFields
    }

    /// What the PCK certificate says, if it can be read.
    private var platformFields: [EvidenceField] {
        guard let ders = try? PEM.certificates(bytes, parts.certificates, at: "quote.pck_chain"),
            let leaf = ders.lazy.compactMap({ try? Certificate($0, at: "quote.pck_chain") })
                .first(where: { $0.isNamed("SGX PCK Certificate") }),
            let platform = try? PlatformCertificate(leaf, at: "quote.pck_chain")
        else { return [] }
        return [
            EvidenceField("PCK PPID", platform.platformID),
            EvidenceField("PCK TCB components", platform.components),
            EvidenceField("PCK PCESVN", platform.provisioningSecurityVersion),
            EvidenceField("PCK CPUSVN", platform.cpuSecurityVersion),
            EvidenceField("PCK PCEID", platform.provisioningID),
            EvidenceField("PCK FMSPC", platform.platform),
            EvidenceField("PCK SGX type", platform.memoryProtection),
            EvidenceField("PCK not before", "\(leaf.notBefore)"),
            EvidenceField("PCK not after", "\(leaf.notAfter)"),
        ]
    }
}

extension QuoteBody {
    fileprivate var fields: [EvidenceField] {
        switch self {
        case .sgx(let report): report.fields
        case .tdx(let report): report.fields
        }
    }
}

extension EnclaveReport {
    fileprivate var fields: [EvidenceField] {
        [
            EvidenceField("CPUSVN", cpuSecurityVersion),
            EvidenceField("MISCSELECT", bits: miscellaneousSelect),
            EvidenceField("ATTRIBUTES flags", bits: attributeFlags),
            EvidenceField("ATTRIBUTES XFRM", bits: extendedFeatures),
            EvidenceField("debug", isDebug ? "yes" : "no"),
            EvidenceField("MRENCLAVE", measurement), EvidenceField("MRSIGNER", signer),
            EvidenceField("ISVPRODID", product), EvidenceField("ISVSVN", securityVersion),
            EvidenceField("REPORTDATA", reportData),
        ]
    }
}

extension TrustDomainReport {
    fileprivate var fields: [EvidenceField] {
        var fields = [
            EvidenceField("TEE_TCB_SVN", securityVersions),
            EvidenceField("MRSEAM", moduleMeasurement),
            EvidenceField("MRSIGNERSEAM", moduleSigner),
            EvidenceField("SEAMATTRIBUTES", moduleAttributes),
            EvidenceField("TDATTRIBUTES", bits: attributes),
            EvidenceField("debug", isDebug ? "yes" : "no"),
            EvidenceField("XFAM", bits: extendedFeatures), EvidenceField("MRTD", measurement),
            EvidenceField("MRCONFIGID", configurationID), EvidenceField("MROWNER", owner),
            EvidenceField("MROWNERCONFIG", ownerConfiguration),
        ]
        for (index, value) in runtimeMeasurements.enumerated() {
            fields.append(EvidenceField("RTMR\(index)", value))
        }
        fields.append(EvidenceField("REPORTDATA", reportData))
        if let currentSecurityVersions {
            fields.append(EvidenceField("TEE_TCB_SVN2", currentSecurityVersions))
        }
        if let serviceDomain { fields.append(EvidenceField("MRSERVICETD", serviceDomain)) }
        return fields
    }
}
