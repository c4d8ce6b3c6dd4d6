extension EnclaveImage {
    /// The same image with a signature.
    ///
    /// - Parameter key: the author's key.
    /// - Returns: the image; a signature that it had is replaced.
    /// - Throws: ``ImageError/key(reason:)`` if the key cannot sign.
    public func signed(with key: SigningKey) throws(ImageError) -> EnclaveImage {
        var image = self
        let signature = try key.signature(over: signedHeader)
        image.signature = ImageSignature(
            key: key.signerKey,
            bytes: CurveOrder(key.signerKey.algorithm).canonical(signature)
        )
        return image
    }

    /// The same image with a signature that was made elsewhere, over ``signedHeader``.
    ///
    /// - Parameters:
    ///   - signature: in DER, as `openssl dgst -sign` and HSMs write it.
    ///   - key: the public key that belongs to it.
    /// - Returns: the image; a signature that it had is replaced.
    /// - Throws: ``ImageError/signature(reason:)`` if the signature is not the key's over this image.
    public func signed(
        signature: [UInt8],
        key: SignerKey
    ) throws(ImageError) -> EnclaveImage {
        let raw = try key.rawSignature(der: signature)
        guard key.accepts(raw, over: signedHeader) else {
            throw .signature(
                reason: "the signature was not made with this key over this image's digest file"
            )
        }
        var image = self
        image.signature = ImageSignature(
            key: key,
            bytes: CurveOrder(key.algorithm).canonical(raw)
        )
        return image
    }
}
