internal import RedoubtAttestation
internal import RedoubtControl
internal import RedoubtCrypto
internal import RedoubtDelivery
internal import RedoubtKeys

/// A platform whose root secret is that of the first of delivery's vectors.
final class MadeUpPlatform: Sendable {
    private let secrets: RootSecrets
    private let root: [UInt8]
    private let platform: [UInt8]
    /// Another platform's key: nothing is signed with it.
    let publicKey: [UInt8]

    init() {
        root = Array(SHA256.hash(data: Array("root 1".utf8)))
        platform = Array(SHA256.hash(data: Array("platform".utf8)).prefix(PlatformID.byteCount))
        guard let name = PlatformID(bytes: platform) else { preconditionFailure("16 bytes") }
        secrets = RootSecrets(madeUp: root, platform: name)
        let stranger = RootSecrets(
            madeUp: [UInt8](repeating: 1, count: RootSecrets.sizeBytes),
            platform: name
        )
        publicKey = EvidenceKey(stranger).publicKey
    }

    /// Whether there is evidence of a report; if so it has to say what the report says.
    func hasEvidence(of bytes: [UInt8], at time: Int64) -> Bool {
        var found = false
        for isDevelopment in [false, true] {
            let evidence: [UInt8]
            do throws(EvidenceRefusal) {
                evidence = try secrets.evidence(of: bytes, isDevelopment: isDevelopment, at: time)
            } catch {
                precondition(!error.description.isEmpty)
                continue
            }
            precondition(!found, "one report is of both modes")
            found = true
            guard let report = try? RedoubtDeliveryInterface.EnclaveReport(bytes: bytes),
                let read = try? EnclaveEvidence(evidence)
            else { preconditionFailure("the platform's evidence cannot be read") }
            precondition(read.measurement == report.measurement && read.signer == report.signer)
            precondition(read.product == report.product && read.family == report.family)
            precondition(read.platform == report.platform && read.reportData == report.data)
            precondition(read.securityVersion == report.securityVersion)
            precondition(read.imageVersion == report.imageVersion)
            precondition(read.isDebug == report.isDebug && read.isDevelopment == isDevelopment)
            precondition(read.hasPrivateMemory == (report.memory == 2))
            precondition((read.isolation == "virtualization") == (report.isolation == 2))
            var policy = AppraisalPolicy()
            policy.allowsDebug = true
            policy.allowsDevelopment = true
            precondition(
                read.appraise(
                    platformKey: EvidenceKey(secrets).publicKey,
                    at: Timestamp(secondsSince1970: time),
                    policy: policy
                ).isAccepted,
                "the platform's evidence is refused"
            )
        }
        return found
    }

    /// The same report on this platform, as an enclave with its key makes it; derived from docs/ARCHITECTURE.md.
    func authenticated(_ report: RedoubtDeliveryInterface.EnclaveReport) -> [UInt8] {
        var body = report.body
        body.replaceSubrange(16..<32, with: platform)
        let message =
            Array("redoubt report key v1".utf8) + body[32..<128] + body[10..<16] + [body[5]]
        let key = SymmetricKey(
            data: HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: root))
        )
        return body + Array(HMAC<SHA256>.authenticationCode(for: body, using: key))
    }
}
