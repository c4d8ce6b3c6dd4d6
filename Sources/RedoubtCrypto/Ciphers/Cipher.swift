internal import CRedoubtCrypto

/// What AES-GCM and ChaCha20-Poly1305 have in common.
protocol Cipher {
    static var number: redoubt_cipher { get }
    static func accepts(keyByteCount: Int) -> Bool
}

/// The length of a tag, in bytes.
let tagByteCount = 16

extension Cipher {
    /// Nonce, ciphertext and tag, one after the other.
    static func seal<Message: ContiguousBytes & ~Escapable, Context: ContiguousBytes & ~Escapable>(
        _ message: Message,
        _ key: SymmetricKey,
        _ nonce: [UInt8],
        _ context: Context
    ) throws(CryptoError) -> [UInt8] {
        guard accepts(keyByteCount: key.bitCount / 8) else { throw .incorrectKeySize }
        let messageCount = message.byteCount
        let overhead = nonce.count + tagByteCount
        guard messageCount <= Int.max - overhead else { throw .incorrectParameterSize }
        var isSealed = false
        let combined = unsafe [UInt8](unsafeUninitializedCapacity: messageCount + overhead) {
            buffer,
            initialized in
            // SAFETY: the buffer holds nonce, ciphertext and tag, so it has an address. Where
            // nothing was sealed, the array stays empty.
            guard let start = buffer.baseAddress else { return }
            for index in 0..<nonce.count { unsafe (start + index).initialize(to: nonce[index]) }
            let ciphertext = unsafe start + nonce.count
            let tag = unsafe ciphertext + messageCount
            isSealed = call(key, nonce, context) { key, nonce, context in
                message.withC {
                    unsafe redoubt_aead_seal(number, key, nonce, $0, context, ciphertext, tag)
                }
            }
            initialized = isSealed ? messageCount + overhead : 0
        }
        guard isSealed else { throw .internalFailure }
        return combined
    }

    /// Encrypts a buffer where it is, and returns the tag.
    static func seal<Context: ContiguousBytes & ~Escapable>(
        inPlace buffer: UnsafeMutableRawBufferPointer,
        _ key: SymmetricKey,
        _ nonce: [UInt8],
        _ context: Context
    ) throws(CryptoError) -> [UInt8] {
        guard accepts(keyByteCount: key.bitCount / 8) else { throw .incorrectKeySize }
        let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let message = unsafe redoubt_bytes(start: start, count: buffer.count)
        let tag = makeBytes(count: tagByteCount) { tag in
            call(key, nonce, context) { key, nonce, context in
                unsafe redoubt_aead_seal(number, key, nonce, message, context, start, tag)
            }
        }
        guard let tag else { throw .internalFailure }
        return tag
    }

    /// Decrypts, once it has found that nothing was changed.
    static func open<
        Ciphertext: ContiguousBytes & ~Escapable,
        Tag: ContiguousBytes & ~Escapable,
        Context: ContiguousBytes & ~Escapable
    >(
        _ ciphertext: Ciphertext,
        _ tag: Tag,
        _ key: SymmetricKey,
        _ nonce: [UInt8],
        _ context: Context
    ) throws(CryptoError) -> [UInt8] {
        guard accepts(keyByteCount: key.bitCount / 8) else { throw .incorrectKeySize }
        let count = ciphertext.byteCount
        var isOpen = false
        let message = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            isOpen = call(key, nonce, context) { key, nonce, context in
                ciphertext.withC { ciphertext in
                    tag.withC {
                        unsafe redoubt_aead_open(
                            number,
                            key,
                            nonce,
                            ciphertext,
                            $0,
                            context,
                            buffer.baseAddress
                        )
                    }
                }
            }
            initialized = isOpen ? count : 0
        }
        guard isOpen else { throw .authenticationFailure }
        return message
    }

    /// Decrypts a buffer where it is; it is all zeros afterwards if anything was changed.
    static func open<Tag: ContiguousBytes & ~Escapable, Context: ContiguousBytes & ~Escapable>(
        inPlace buffer: UnsafeMutableRawBufferPointer,
        _ tag: Tag,
        _ key: SymmetricKey,
        _ nonce: [UInt8],
        _ context: Context
    ) throws(CryptoError) {
        guard accepts(keyByteCount: key.bitCount / 8) else { throw .incorrectKeySize }
        let start = unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let ciphertext = unsafe redoubt_bytes(start: start, count: buffer.count)
        let isOpen = call(key, nonce, context) { key, nonce, context in
            tag.withC {
                unsafe redoubt_aead_open(number, key, nonce, ciphertext, $0, context, start)
            }
        }
        guard isOpen else { throw .authenticationFailure }
    }

    @safe
    private static func call<Context: ContiguousBytes & ~Escapable>(
        _ key: SymmetricKey,
        _ nonce: [UInt8],
        _ context: Context,
        _ body: (redoubt_bytes, redoubt_bytes, redoubt_bytes) -> Bool
    ) -> Bool {
        key.withC { key in
            nonce.withC { nonce in
                context.withC { unsafe body(key, nonce, $0) }
            }
        }
    }
}

/// The length of a nonce that is made here, in bytes.
let aeadNonceByteCount = 12

/// Makes a nonce, which is no secret.
func randomNonce() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: aeadNonceByteCount) { buffer, initialized in
        // SAFETY: the buffer has the nonce's capacity, so it has an address.
        guard let nonce = buffer.baseAddress else {
            preconditionFailure("a buffer of 12 bytes has an address")
        }
        unsafe redoubt_crypto_nonce(nonce)
        initialized = aeadNonceByteCount
    }
}

/// Calls `body` with an array's memory.
@safe
func withMutableBytes<Result>(
    of array: inout [UInt8],
    _ body: (UnsafeMutableRawBufferPointer) throws(CryptoError) -> Result
) throws(CryptoError) -> Result {
    var outcome: Swift.Result<Result, CryptoError>?
    unsafe array.withUnsafeMutableBytes { buffer in
        do throws(CryptoError) {
            unsafe outcome = .success(try body(buffer))
        } catch {
            outcome = .failure(error)
        }
    }
    guard let outcome else { throw .internalFailure }
    return try outcome.get()
}
