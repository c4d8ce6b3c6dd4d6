internal import RedoubtCrypto
internal import RedoubtSealingInterface

/// Encryption of what a blob holds: AES-256-GCM over the context's digest and the content.
enum BlobCipher {
    /// Puts a blob together.
    ///
    /// - Parameters:
    ///   - content: what is sealed.
    ///   - digest: the context's.
    ///   - header: with the id of `key`; its nonce is made here.
    ///   - key: 32 bytes.
    /// - Returns: the blob.
    /// - Throws: `cryptographyFailed`.
    static func seal<Content: ContiguousBytes & ~Escapable>(
        _ content: Content,
        _ digest: SHA256Digest,
        _ header: BlobHeader,
        _ key: SymmetricKey
    ) throws(SealingError) -> [UInt8] {
        let nonce = AES.GCM.Nonce()
        var header = header
        header.setNonce(Array(nonce))
        let digestCount = SealingContext.digestByteCount
        let plaintext = content.withBytes { bytes in
            unsafe [UInt8](unsafeUninitializedCapacity: digestCount + bytes.count) {
                buffer,
                count in
                // SAFETY: the buffer has room for both parts, of which the first is 16 bytes of 32.
                let buffer = UnsafeMutableRawBufferPointer(buffer)
                digest.withBytes {
                    unsafe buffer.copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: $0[..<digestCount])
                    )
                }
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[digestCount...])
                    .copyMemory(from: bytes)
                count = digestCount + bytes.count
            }
        }
        do throws(CryptoError) {
            let box = try AES.GCM.sealWithNonceUsedOnce(
                plaintext,
                using: key,
                nonce: nonce,
                authenticating: header.bytes
            )
            var blob: [UInt8] = []
            blob.reserveCapacity(SealingLimits.overheadBytes + plaintext.count - digestCount)
            blob += header.bytes
            blob += box.ciphertext
            blob += box.tag
            return blob
        } catch {
            throw .cryptographyFailed
        }
    }

    /// Opens a blob that is long enough.
    ///
    /// - Throws: `tampered`, then `wrongContext`.
    static func open(
        _ blob: [UInt8],
        _ digest: SHA256Digest,
        _ key: SymmetricKey
    ) throws(SealingError) -> [UInt8] {
        let end = blob.count - BlobLayout.tagByteCount
        var content = Array(blob[BlobLayout.byteCount..<end])
        do throws(CryptoError) {
            try AES.GCM.open(
                inPlace: &content,
                nonce: AES.GCM.Nonce(data: blob[BlobLayout.nonce]),
                tag: blob[end...],
                using: key,
                authenticating: blob[..<BlobLayout.byteCount]
            )
        } catch .authenticationFailure {
            throw .tampered
        } catch {
            throw .cryptographyFailed
        }
        let count = SealingContext.digestByteCount
        let isRight = digest.withBytes {
            unsafe constantTimeEqual(
                content[..<count],
                UnsafeRawBufferPointer(rebasing: $0[..<count])
            )
        }
        guard isRight else { throw .wrongContext }
        content.removeFirst(count)
        return content
    }
}
