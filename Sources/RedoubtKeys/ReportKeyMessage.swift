internal import RedoubtABI
internal import RedoubtDeliveryInterface

/// What the key that authenticates an enclave's reports is derived for: all of its identity.
enum ReportKeyMessage {
    private static let label = Array("redoubt report key v1".utf8)

    /// For an enclave that is launched.
    static func of(_ identity: EnclaveIdentity) -> [UInt8] {
        message(
            identity.measurement.bytes + identity.signer.bytes + identity.product.bytes
                + identity.family.bytes,
            securityVersion: identity.securityVersion,
            imageVersion: identity.imageVersion,
            isDebug: identity.isDebug
        )
    }

    /// For whoever a report says that it is.
    static func of(_ report: EnclaveReport) -> [UInt8] {
        message(
            report.measurement + report.signer + report.product + report.family,
            securityVersion: report.securityVersion,
            imageVersion: report.imageVersion,
            isDebug: report.isDebug
        )
    }

    private static func message(
        _ identity: [UInt8],
        securityVersion: UInt16,
        imageVersion: UInt32,
        isDebug: Bool
    ) -> [UInt8] {
        var message = label + identity
        message += unsafe withUnsafeBytes(of: securityVersion.littleEndian) { unsafe Array($0) }
        message += unsafe withUnsafeBytes(of: imageVersion.littleEndian) { unsafe Array($0) }
        return message + [isDebug ? 1 : 0]
    }
}
