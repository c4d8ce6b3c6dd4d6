internal import CRedoubtCrypto

extension AES.GCM {
    /// Encrypts a message that lies between its associated data and room for its tag.
    ///
    /// For formats that are one piece of memory, where each copy would cost as much as the encryption of a short
    /// message.
    ///
    /// - Parameters:
    ///   - envelope: the associated data, the message, and 16 bytes that the tag is written to.
    ///   - associatedByteCount: how much is associated data; its last 12 bytes become a random nonce.
    ///   - key: 16, 24 or 32 bytes.
    /// - Throws: ``CryptoError/incorrectKeySize``, ``CryptoError/incorrectParameterSize``.
    @unsafe
    package static func seal(
        envelope: UnsafeMutableRawBufferPointer,
        associatedByteCount: Int,
        using key: SymmetricKey
    ) throws(CryptoError) {
        guard accepts(keyByteCount: key.bitCount / 8) else { throw .incorrectKeySize }
        guard associatedByteCount >= aeadNonceByteCount,
            envelope.count - tagByteCount >= associatedByteCount,
            let start = unsafe envelope.baseAddress?.assumingMemoryBound(to: UInt8.self)
        else { throw .incorrectParameterSize }
        // SAFETY: all parts lie one after the other within the envelope, as was checked.
        let nonce = unsafe start + associatedByteCount - aeadNonceByteCount
        unsafe redoubt_crypto_nonce(nonce)
        let message = unsafe start + associatedByteCount
        let count = envelope.count - tagByteCount - associatedByteCount
        let isSealed = key.withC { key in
            unsafe redoubt_aead_seal(
                number,
                key,
                redoubt_bytes(start: nonce, count: aeadNonceByteCount),
                redoubt_bytes(start: message, count: count),
                redoubt_bytes(start: start, count: associatedByteCount),
                message,
                message + count
            )
        }
        guard isSealed else { throw .internalFailure }
    }
}
