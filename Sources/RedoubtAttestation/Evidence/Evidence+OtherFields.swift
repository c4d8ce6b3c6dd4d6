extension SNPReport {
    /// Every field, by name.
    var fields: [EvidenceField] {
        var fields = [
            EvidenceField("version", version), EvidenceField("guest SVN", guestSecurityVersion),
            EvidenceField("policy", bits: policy), EvidenceField("debug", isDebug ? "yes" : "no"),
            EvidenceField("family id", familyID), EvidenceField("image id", imageID),
            EvidenceField("VMPL", privilegeLevel),
            EvidenceField("platform information", bits: platformInformation),
            EvidenceField("signing key", signingKey == .vcek ? "VCEK" : "VLEK"),
            EvidenceField("report data", reportData), EvidenceField("measurement", measurement),
            EvidenceField("host data", hostData), EvidenceField("id key digest", idKeyDigest),
            EvidenceField("author key digest", authorKeyDigest),
            EvidenceField("report id", reportID),
            EvidenceField("current TCB", Array(currentTCB)),
            EvidenceField("reported TCB", Array(reportedTCB)),
            EvidenceField("committed TCB", Array(committedTCB)),
            EvidenceField("launch TCB", Array(launchTCB)), EvidenceField("chip id", chipID),
        ]
        if let processor {
            fields.append(EvidenceField("CPU family", bits: processor.family))
            fields.append(EvidenceField("CPU model", bits: processor.model))
        }
        if version >= 5 {
            fields.append(EvidenceField("mitigation vectors", Array(bytes[0x1f8..<0x208])))
        }
        fields.append(EvidenceField("signature", Array(bytes[0x2a0..<(0x2a0 + 144)])))
        return fields
    }
}

extension NitroDocument {
    /// Every field, by name.
    var fields: [EvidenceField] {
        var fields = [
            EvidenceField("module_id", module),
            EvidenceField("timestamp", timestampMilliseconds),
            EvidenceField("debug", isDebug ? "yes" : "no"),
        ]
        for (number, value) in registers.sorted(by: { $0.key < $1.key }) {
            fields.append(EvidenceField("PCR\(number)", value))
        }
        for (name, value) in [
            ("public_key", publicKey), ("user_data", userData), ("nonce", nonce),
        ] { fields.append(EvidenceField(name, value.map { Hexadecimal.encode($0) } ?? "(none)")) }
        fields += authorities.map { EvidenceField("authority", $0.shownName) }
        fields.append(EvidenceField("certificate", certificate.shownName))
        fields.append(EvidenceField("not before", "\(certificate.notBefore)"))
        fields.append(EvidenceField("not after", "\(certificate.notAfter)"))
        fields.append(EvidenceField("signature", message.signature))
        return fields
    }
}

extension TPMQuote {
    /// Every field, by name.
    var fields: [EvidenceField] {
        [
            EvidenceField("qualified signer", qualifiedSigner),
            EvidenceField("extra data", extraData), EvidenceField("clock", clock),
            EvidenceField("reset count", resetCount), EvidenceField("restart count", restartCount),
            EvidenceField("firmware version", bits: firmwareVersion),
        ]
            + selections.map { selection in
                EvidenceField(
                    "PCRs of \(selection.algorithm)",
                    selection.registers.map(String.init).joined(separator: " ")
                )
            } + [EvidenceField("PCR digest", registerDigest)]
    }
}

extension MachineEvidence {
    /// Every field, by name.
    var fields: [EvidenceField] {
        tpm.quote.fields
            + (tpm.registers[.sha256] ?? [:]).sorted { $0.key < $1.key }
            .map { EvidenceField("PCR\($0.key)", $0.value) }
            + (report.map { $0.fields } ?? [])
    }
}

extension HCLReport {
    /// Every field, by name.
    var fields: [EvidenceField] {
        let hardwareFields: [EvidenceField] =
            switch hardware {
            case .snp(let report): report.fields.map { EvidenceField("SNP \($0.name)", $0.value) }
            case .tdx(let reportData): [EvidenceField("TDX REPORTDATA", reportData)]
            }
        return hardwareFields + [
            EvidenceField("runtime data", String(decoding: runtimeData, as: UTF8.self))
        ]
    }
}

extension AttestationToken {
    /// Every field, by name.
    var fields: [EvidenceField] {
        var fields = [EvidenceField("profile", profile), EvidenceField("nonce", nonce)]
        if let instance { fields.append(EvidenceField("instance", instance)) }
        if let implementation { fields.append(EvidenceField("implementation", implementation)) }
        if let lifecycle { fields.append(EvidenceField("lifecycle", bits: lifecycle)) }
        for (index, component) in components.enumerated() {
            let name = "component \(index) \(component.type ?? "")"
            fields.append(EvidenceField(name, component.measurement))
            if let signer = component.signer {
                fields.append(EvidenceField("\(name) signer", signer))
            }
            if let version = component.version {
                fields.append(EvidenceField("\(name) version", version))
            }
        }
        return fields
    }
}

extension ConfidentialComputeToken {
    /// Every field, by name.
    var fields: [EvidenceField] {
        [
            EvidenceField("challenge", challenge),
            EvidenceField("initial measurement", initialMeasurement),
        ]
            + extensibleMeasurements.enumerated().map {
                EvidenceField("extensible measurement \($0)", $1)
            } + [EvidenceField("personalization", personalization ?? [])]
            + platform.fields.map { EvidenceField("platform \($0.name)", $0.value) }
    }
}
