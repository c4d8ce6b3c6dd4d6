internal import RedoubtDeliveryInterface

/// What a report says, as an EAT (RFC 9711) in a COSE_Sign1 message (RFC 9052).
enum EvidenceToken {
    /// Registered claims, and those of this profile, from CWT's range for private use.
    private enum Claim {
        static let issuedAt: Int64 = 6
        static let nonce: Int64 = 10
        static let instance: Int64 = 256
        static let debugStatus: Int64 = 263
        static let profile: Int64 = 265
        static let measurement: Int64 = -70_001
        static let signer: Int64 = -70_002
        static let product: Int64 = -70_003
        static let family: Int64 = -70_004
        static let securityVersion: Int64 = -70_005
        static let imageVersion: Int64 = -70_006
        static let isolation: Int64 = -70_007
        static let memory: Int64 = -70_008
        static let mode: Int64 = -70_009
    }
    /// What tells these claims from those of others.
    private static let profile = "urn:uuid:6f0f1e0c-9a3b-4c55-8a6e-5d2f9c7b1e40"
    private static let signedMessageTag: UInt64 = 18
    private static let es256: Int64 = -7

    /// Signs what a report says, which is authentic.
    static func sign(_ report: EnclaveReport, with key: EvidenceKey, at time: Int64) -> [UInt8]? {
        let header = CBOREncoding.map([
            (1, CBOREncoding.integer(es256)), (4, CBOREncoding.bytes(key.identifier)),
        ])
        let payload = claims(report, at: time)
        let signed =
            CBOREncoding.array(4) + CBOREncoding.text("Signature1") + CBOREncoding.bytes(header)
            + CBOREncoding.bytes([]) + CBOREncoding.bytes(payload)
        guard let signature = key.signature(of: signed) else { return nil }
        return CBOREncoding.tag(signedMessageTag) + CBOREncoding.array(4)
            + CBOREncoding.bytes(header) + CBOREncoding.map([]) + CBOREncoding.bytes(payload)
            + CBOREncoding.bytes(signature)
    }

    private static func claims(_ report: EnclaveReport, at time: Int64) -> [UInt8] {
        CBOREncoding.map([
            (Claim.issuedAt, CBOREncoding.integer(time)),
            (Claim.nonce, CBOREncoding.bytes(report.data)),
            // 1: the bytes are random.
            (Claim.instance, CBOREncoding.bytes([1] + report.platform)),
            // 0 is enabled, 2 disabled since it was started.
            (Claim.debugStatus, CBOREncoding.integer(report.isDebug ? 0 : 2)),
            (Claim.profile, CBOREncoding.text(profile)),
            (Claim.measurement, CBOREncoding.bytes(report.measurement)),
            (Claim.signer, CBOREncoding.bytes(report.signer)),
            (Claim.product, CBOREncoding.bytes(report.product)),
            (Claim.family, CBOREncoding.bytes(report.family)),
            (Claim.securityVersion, CBOREncoding.integer(Int64(report.securityVersion))),
            (Claim.imageVersion, CBOREncoding.integer(Int64(report.imageVersion))),
            (Claim.isolation, CBOREncoding.integer(Int64(report.isolation))),
            (Claim.memory, CBOREncoding.integer(Int64(report.memory))),
            (Claim.mode, CBOREncoding.text(report.isDevelopment ? "DEVELOPMENT" : "service")),
        ])
    }
}
