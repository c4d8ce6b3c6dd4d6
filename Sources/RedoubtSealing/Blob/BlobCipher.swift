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
        var isSealed = false
        let blob = content.withBytes { content in
            let count = SealingLimits.overheadBytes + content.count
            return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                // SAFETY: the buffer has room for header, digest, content and tag, which are written one after the
                // other. Where nothing was sealed, the array stays empty.
                let whole = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]
                )
                header.bytes.withBytes { unsafe whole.copyMemory(from: $0) }
                digest.withBytes {
                    unsafe part(of: whole, BlobLayout.byteCount, SealingContext.digestByteCount)
                        .copyMemory(
                            from: UnsafeRawBufferPointer(
                                rebasing: $0[..<SealingContext.digestByteCount]
                            )
                        )
                }
                unsafe part(
                    of: whole,
                    BlobLayout.byteCount + SealingContext.digestByteCount,
                    content.count
                ).copyMemory(from: content)
                do throws(CryptoError) {
                    unsafe try AES.GCM.seal(
                        envelope: whole,
                        associatedByteCount: BlobLayout.byteCount,
                        using: key
                    )
                    isSealed = true
                } catch {
                    // Told below.
                }
                initialized = isSealed ? count : 0
            }
        }
        guard isSealed else { throw .cryptographyFailed }
        return blob
    }

    /// SAFETY: callers name a part within the buffer.
    @unsafe
    private static func part(
        of buffer: UnsafeMutableRawBufferPointer,
        _ start: Int,
        _ count: Int
    ) -> UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + count])
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
