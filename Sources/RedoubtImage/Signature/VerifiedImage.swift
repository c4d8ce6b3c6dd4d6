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
        // Of a signature's two forms one is valid in an image: see CurveOrder.
        guard signature.key.accepts(signature.bytes, over: image.signedHeader),
            CurveOrder(signature.key.algorithm).canonical(signature.bytes) == signature.bytes
        else {
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
