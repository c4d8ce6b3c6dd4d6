/// What two holders of keys have agreed on.
///
/// It is not evenly random: derive keys from it. Its bytes are overwritten when the last copy goes.
public struct SharedSecret: Sendable, Equatable {
    let bytes: SecureBytes

    init(_ bytes: SecureBytes) {
        self.bytes = bytes
    }

    /// Derives a key by HKDF (RFC 5869).
    ///
    /// - Parameters:
    ///   - hashFunction: the hash function.
    ///   - salt: bytes that need not be secret.
    ///   - sharedInfo: what the key is for.
    ///   - outputByteCount: the key's length, up to 255 times that of the hash.
    /// - Returns: the key.
    public func hkdfDerivedSymmetricKey<
        Hash: HashFunction,
        Salt: ContiguousBytes & ~Escapable,
        Info: ContiguousBytes & ~Escapable
    >(
        using hashFunction: Hash.Type,
        salt: Salt,
        sharedInfo: Info,
        outputByteCount: Int
    ) -> SymmetricKey {
        HKDF<Hash>.deriveKey(
            inputKeyMaterial: SymmetricKey(bytes),
            salt: salt,
            info: sharedInfo,
            outputByteCount: outputByteCount
        )
    }

    /// Derives a key by the function of X9.63 (SEC 1, 3.6.1).
    ///
    /// - Parameters:
    ///   - hashFunction: the hash function.
    ///   - sharedInfo: what the key is for.
    ///   - outputByteCount: the key's length, up to 255 times that of the hash; more is a
    ///     programming error, which stops the program.
    /// - Returns: the key.
    public func x963DerivedSymmetricKey<Hash: HashFunction, Info: ContiguousBytes & ~Escapable>(
        using hashFunction: Hash.Type,
        sharedInfo: Info,
        outputByteCount: Int
    ) -> SymmetricKey {
        precondition(
            outputByteCount >= 0 && outputByteCount <= HKDF<Hash>.maximumOutputByteCount,
            "a derived key has at most 255 times the hash's length"
        )
        let info = sharedInfo.copied
        return SymmetricKey(
            SecureBytes(count: outputByteCount) { buffer in
                var written = 0
                var counter: UInt8 = 1
                while written < outputByteCount {
                    var hash = Hash()
                    hash.update(data: bytes)
                    hash.update(data: [0, 0, 0, counter] as [UInt8])
                    hash.update(data: info)
                    let count = Swift.min(Hash.Digest.byteCount, outputByteCount - written)
                    hash.finalize().withBytes { block in
                        unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[written...])
                            .copyMemory(from: UnsafeRawBufferPointer(rebasing: block[..<count]))
                    }
                    hash.wipe()
                    written += count
                    counter &+= 1
                }
            }
        )
    }

    /// Compares in constant time.
    public static func == (first: SharedSecret, second: SharedSecret) -> Bool {
        constantTimeEqual(first, second)
    }
}

extension SharedSecret: ContiguousBytes, CustomStringConvertible {
    /// Calls `body` with the secret's bytes.
    @safe
    public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }

    /// Calls `body` with the secret's bytes.
    @safe
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withBytes { unsafe body($0) }
    }

    /// The secret's length, and nothing of its bytes.
    public var description: String { "SharedSecret(\(bytes.count) bytes)" }
}
