/// Derives keys from a secret (RFC 5869).
public enum HKDF<Hash: HashFunction> {
    /// The longest output, in bytes.
    public static var maximumOutputByteCount: Int { 255 * Hash.Digest.byteCount }

    /// Derives a key.
    ///
    /// - Parameters:
    ///   - inputKeyMaterial: the secret.
    ///   - salt: bytes that need not be secret.
    ///   - info: what the key is for, so that keys for different purposes differ.
    ///   - outputByteCount: the key's length, up to ``maximumOutputByteCount``; more is a
    ///     programming error, which stops the program.
    /// - Returns: the key.
    public static func deriveKey<
        Salt: ContiguousBytes & ~Escapable,
        Info: ContiguousBytes & ~Escapable
    >(
        inputKeyMaterial: SymmetricKey,
        salt: Salt,
        info: Info,
        outputByteCount: Int
    ) -> SymmetricKey {
        let code = extract(inputKeyMaterial: inputKeyMaterial, salt: salt)
        return expand(
            pseudoRandomKey: SymmetricKey(data: code),
            info: info,
            outputByteCount: outputByteCount
        )
    }

    /// Derives a key without purpose.
    public static func deriveKey<Salt: ContiguousBytes & ~Escapable>(
        inputKeyMaterial: SymmetricKey,
        salt: Salt,
        outputByteCount: Int
    ) -> SymmetricKey {
        deriveKey(
            inputKeyMaterial: inputKeyMaterial,
            salt: salt,
            info: [UInt8](),
            outputByteCount: outputByteCount
        )
    }

    /// Derives a key without salt.
    public static func deriveKey<Info: ContiguousBytes & ~Escapable>(
        inputKeyMaterial: SymmetricKey,
        info: Info,
        outputByteCount: Int
    ) -> SymmetricKey {
        deriveKey(
            inputKeyMaterial: inputKeyMaterial,
            salt: [UInt8](),
            info: info,
            outputByteCount: outputByteCount
        )
    }

    /// Derives a key without salt and purpose.
    public static func deriveKey(
        inputKeyMaterial: SymmetricKey,
        outputByteCount: Int
    ) -> SymmetricKey {
        deriveKey(
            inputKeyMaterial: inputKeyMaterial,
            salt: [UInt8](),
            info: [UInt8](),
            outputByteCount: outputByteCount
        )
    }

    /// The first step: gathers what is random in the secret into a key of the hash's length.
    ///
    /// An empty salt is the same as none (RFC 5869, 2.2).
    public static func extract<Salt: ContiguousBytes & ~Escapable>(
        inputKeyMaterial: SymmetricKey,
        salt: Salt
    ) -> HashedAuthenticationCode<Hash> {
        HMAC<Hash>.authenticationCode(for: inputKeyMaterial, using: SymmetricKey(data: salt))
    }

    /// The second step: makes as many bytes as are wanted.
    ///
    /// - Parameters:
    ///   - pseudoRandomKey: what ``extract(inputKeyMaterial:salt:)`` returned, or a random key.
    ///   - info: what the key is for.
    ///   - outputByteCount: the key's length, up to ``maximumOutputByteCount``; more is a
    ///     programming error, which stops the program.
    /// - Returns: the key.
    public static func expand<
        Key: ContiguousBytes & ~Escapable,
        Info: ContiguousBytes & ~Escapable
    >(
        pseudoRandomKey: Key,
        info: Info,
        outputByteCount: Int
    ) -> SymmetricKey {
        precondition(
            outputByteCount >= 0 && outputByteCount <= maximumOutputByteCount,
            "HKDF makes at most 255 times the hash's length"
        )
        let key = SymmetricKey(data: pseudoRandomKey)
        var start = HMAC<Hash>(key: key)
        defer { start.wipe() }
        let info = info.copied
        return SymmetricKey(
            SecureBytes(count: outputByteCount) { buffer in
                let step = Hash.Digest.byteCount
                var written = 0
                var counter: UInt8 = 1
                while written < outputByteCount {
                    var code = start
                    if written > 0 {
                        unsafe code.update(
                            data: UnsafeRawBufferPointer(
                                rebasing: buffer[(written - step)..<written]
                            )
                        )
                    }
                    code.update(data: info)
                    code.update(data: [counter])
                    let count = Swift.min(step, outputByteCount - written)
                    code.finalize().withBytes { block in
                        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[written...])
                            .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
                    }
                    code.wipe()
                    written += count
                    counter &+= 1
                }
            }
        )
    }
}
