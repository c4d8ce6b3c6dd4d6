internal import RedoubtAttestation

/// Any bytes as evidence, or as what evidence is checked with: refused with a reason, or read as what they are.
///
/// Nothing is ever accepted: there is no genuine collateral here, and no genuine key.
public enum EvidenceTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// It cannot be read.
        case malformed
        /// It is read, and refused for good reasons.
        case refused
    }

    private static let time = Timestamp(secondsSince1970: 1_760_000_000)

    /// Tries the bytes as an SGX or TDX quote.
    public static func quote(_ bytes: [UInt8]) -> Outcome {
        attempt { () throws(Reason) in
            let quote = try Quote(bytes)
            checkShown(.quote(quote))
            requireRefused(quote.appraise(collateral: empty, at: time, policy: .strict))
        }
    }

    /// Tries the bytes as a bundle of collateral.
    public static func collateral(_ bytes: [UInt8]) -> Outcome {
        attempt { () throws(Reason) in
            let collateral = try Collateral(json: bytes)
            guard let again = try? Collateral(json: collateral.json) else {
                preconditionFailure("a bundle is not written as it was read")
            }
            precondition(again == collateral)
            _ = VerifiedCollateral(collateral)
        }
    }

    /// Tries the bytes as TCB info and as an enclave identity.
    public static func tcbInfo(_ bytes: [UInt8]) -> Outcome {
        var collateral = empty
        collateral.tcbInfo = bytes
        collateral.quotingEnclaveIdentity = bytes
        _ = VerifiedCollateral(collateral)
        return .refused
    }

    /// Tries the bytes as a certificate and as a revocation list.
    public static func certificate(_ bytes: [UInt8]) -> Outcome {
        var collateral = empty
        collateral.rootCRL = bytes
        collateral.pckCRL = bytes
        _ = VerifiedCollateral(collateral)
        _ = attempt { () throws(Reason) in
            let bundle = try EndorsementBundle(file: bytes)
            guard let again = try? EndorsementBundle(file: bundle.pem) else {
                preconditionFailure("a bundle is not written as it was read")
            }
            precondition(again == bundle)
            _ = bundle.expiresAt
            _ = VerifiedEndorsements(bundle)
        }
        return attempt { () throws(Reason) in
            let root = try TrustedRoot(der: bytes)
            _ = VerifiedCollateral(collateral, root: root)
        }
    }

    /// Tries the bytes as a report of SEV-SNP.
    public static func report(_ bytes: [UInt8]) -> Outcome {
        attempt { () throws(Reason) in
            let report = try SNPReport(bytes)
            checkShown(.snp(report))
            requireRefused(report.appraise(certificates: [], at: time, policy: .intel))
        }
    }

    /// Tries the bytes as a Nitro document.
    public static func nitro(_ bytes: [UInt8]) -> Outcome {
        attempt { () throws(Reason) in
            let document = try NitroDocument(bytes)
            checkShown(.nitro(document))
            // At a time at which no document's certificate is valid.
            requireRefused(document.appraise(at: time, policy: .intel))
        }
    }

    /// Tries the bytes as a quote of a TPM, as its signature, and as what Azure puts into one.
    public static func tpm(_ bytes: [UInt8]) -> Outcome {
        _ = attempt { () throws(Reason) in checkShown(.azure(try HCLReport(bytes))) }
        _ = attempt { () throws(Reason) in _ = try TPMSignature(bytes) }
        _ = attempt { () throws(Reason) in _ = try TPMRegisterText.read(bytes) }
        _ = attempt { () throws(Reason) in machine(try MachineEvidence(json: bytes)) }
        return attempt { () throws(Reason) in
            let quote = try TPMQuote(bytes)
            checkShown(.tpm(quote))
            let evidence = TPMEvidence(
                quote: quote,
                signature: TPMSignature(rsassa: bytes, hash: .sha256),
                registers: [:]
            )
            requireRefused(
                evidence.appraise(key: bytes, nonce: quote.extraData, at: time, policy: .intel)
            )
        }
    }

    private static func machine(_ evidence: MachineEvidence) {
        checkShown(.machine(evidence))
        guard let azure = evidence.azure else { return }
        // The certificates that come along are not enough: AMD's root is not among them.
        requireRefused(
            azure.appraise(certificates: [], nonce: [], at: time, policy: .intel)
        )
    }

    /// Tries the bytes as a token of PSA or CCA.
    public static func token(_ bytes: [UInt8]) -> Outcome {
        _ = attempt { () throws(Reason) in
            let token = try ConfidentialComputeToken(bytes)
            checkShown(.cca(token))
            requireRefused(token.appraise(key: bytes, at: time, policy: .intel))
        }
        return attempt { () throws(Reason) in
            let token = try AttestationToken(bytes)
            checkShown(.psa(token))
            requireRefused(token.appraise(key: bytes, at: time, policy: .intel))
        }
    }

    /// Tries the bytes as a policy.
    public static func policy(_ bytes: [UInt8]) -> Outcome {
        attempt { () throws(Reason) in
            let policy = try AppraisalPolicy(json: bytes)
            precondition(!policy.acceptedStatuses.contains(.revoked))
        }
    }

    private static let empty = Collateral(
        pckCRLIssuerChain: [],
        rootCRL: [],
        pckCRL: [],
        tcbInfoIssuerChain: [],
        tcbInfo: [],
        tcbInfoSignature: [],
        quotingEnclaveIdentityIssuerChain: [],
        quotingEnclaveIdentity: [],
        quotingEnclaveIdentitySignature: []
    )

    private static func attempt(_ body: () throws(Reason) -> Void) -> Outcome {
        do throws(Reason) {
            try body()
            return .refused
        } catch {
            precondition(!error.description.isEmpty)
            return .malformed
        }
    }

    private static func requireRefused(_ verdict: Verdict) {
        guard case .refused(let refusal) = verdict else {
            preconditionFailure("evidence was accepted without anything to vouch for it")
        }
        precondition(!refusal.isEmpty && String(validating: verdict.json, as: UTF8.self) != nil)
    }

    private static func checkShown(_ evidence: Evidence) {
        precondition(!evidence.fields.isEmpty)
        precondition(String(validating: EvidenceField.json(evidence.fields), as: UTF8.self) != nil)
    }
}
