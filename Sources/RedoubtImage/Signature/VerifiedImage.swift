public import RedoubtABI

/// An image whose signature was checked.
///
/// Its pages are still to be measured where they are loaded: ``EnclaveImage/checkMeasurement(_:)``.
public struct VerifiedImage: Sendable {
    /// The image.
    public let image: EnclaveImage
    /// Who signed it.
    public let signer: SignerID

    /// Checks the signature.
    ///
    /// - Throws: ``ImageError/unsigned`` or ``ImageError/signature(reason:)``
    public init(_ image: EnclaveImage) throws(ImageError) {
        guard let signature = image.signature else { throw .unsigned }
        guard signature.key.accepts(signature.bytes, over: image.signedHeader) else {
            throw .signature(reason: "the signature does not belong to this header and key")
        }
        self.image = image
        signer = signature.key.id
    }

    /// Who the enclave is, once its pages were found to measure what the header says.
    ///
    /// - Parameter isDebug: whether it runs in debug.
    /// - Returns: what the signed header says.
    public func identity(isDebug: Bool) -> EnclaveIdentity {
        EnclaveIdentity(
            measurement: image.declaredMeasurement,
            signer: signer,
            product: image.configuration.product,
            family: image.configuration.family,
            securityVersion: image.configuration.securityVersion,
            imageVersion: image.configuration.imageVersion,
            isDebug: isDebug
        )
    }
}
