internal import CRedoubtCrypto

/// ChaCha20-Poly1305 (RFC 8439).
public enum ChaChaPoly: Sendable {}

extension ChaChaPoly: Cipher {
    static var number: redoubt_cipher { REDOUBT_CIPHER_CHACHA20_POLY1305 }
    static func accepts(keyByteCount: Int) -> Bool { keyByteCount == 32 }
}

extension ChaChaPoly {
    /// A number that is used once for a key.
    public struct Nonce: ContiguousBytes, Sequence, Sendable {
        let bytes: [UInt8]

        /// Makes a random nonce of 12 bytes.
        public init() {
            bytes = randomNonce()
        }

        /// Takes a nonce's bytes.
        ///
        /// - Parameter data: 12 bytes.
        /// - Throws: ``CryptoError/incorrectParameterSize`` for another length.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            data: Bytes
        ) throws(CryptoError) {
            bytes = data.copied
            guard bytes.count == aeadNonceByteCount else { throw .incorrectParameterSize }
        }

        /// Calls `body` with the bytes.
        @safe
        public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
            bytes.withBytes { unsafe body($0) }
        }

        /// Goes over the bytes.
        public func makeIterator() -> IndexingIterator<[UInt8]> { bytes.makeIterator() }
    }

    /// Sealed data: nonce, ciphertext and tag.
    public struct SealedBox: Sendable {
        /// What the message was sealed with.
        public let nonce: Nonce
        private let all: [UInt8]

        /// Takes apart what ``combined`` returned.
        ///
        /// - Throws: ``CryptoError/incorrectParameterSize`` for fewer bytes than nonce and tag
        ///   have.
        public init<Bytes: ContiguousBytes & ~Escapable>(
            combined: Bytes
        ) throws(CryptoError) {
            let all = combined.copied
            guard all.count >= aeadNonceByteCount + tagByteCount else {
                throw .incorrectParameterSize
            }
            nonce = try Nonce(data: all[..<aeadNonceByteCount])
            self.all = all
        }

        /// Puts a box together.
        ///
        /// - Throws: ``CryptoError/incorrectParameterSize`` unless the tag has 16 bytes.
        public init<
            Ciphertext: ContiguousBytes & ~Escapable,
            Tag: ContiguousBytes & ~Escapable
        >(
            nonce: Nonce,
            ciphertext: Ciphertext,
            tag: Tag
        ) throws(CryptoError) {
            guard tag.byteCount == tagByteCount else { throw .incorrectParameterSize }
            self.nonce = nonce
            all = nonce.bytes + ciphertext.copied + tag.copied
        }

        init(nonce: Nonce, all: [UInt8]) {
            self.nonce = nonce
            self.all = all
        }

        /// Nonce, ciphertext and tag, one after the other.
        public var combined: [UInt8] { all }
        /// The encrypted message, as long as the message.
        public var ciphertext: ArraySlice<UInt8> {
            all[nonce.bytes.count..<(all.count - tagByteCount)]
        }
        /// The 16 bytes that prove that nothing was changed.
        public var tag: ArraySlice<UInt8> { all[(all.count - tagByteCount)...] }
    }

    /// Encrypts and authenticates a message, with a random nonce.
    ///
    /// - Parameters:
    ///   - message: what only the holder of the key shall read.
    ///   - key: 32 bytes.
    ///   - authenticatedData: what is not encrypted, and must be the same when the box is opened.
    /// - Returns: the box.
    /// - Throws: ``CryptoError/incorrectKeySize``.
    public static func seal<
        Message: ContiguousBytes & ~Escapable,
        AuthenticatedData: ContiguousBytes & ~Escapable
    >(
        _ message: Message,
        using key: SymmetricKey,
        authenticating authenticatedData: AuthenticatedData
    ) throws(CryptoError) -> SealedBox {
        try sealWithNonceUsedOnce(
            message,
            using: key,
            nonce: Nonce(),
            authenticating: authenticatedData
        )
    }

    /// Encrypts and authenticates a message, with a random nonce.
    public static func seal<Message: ContiguousBytes & ~Escapable>(
        _ message: Message,
        using key: SymmetricKey
    ) throws(CryptoError) -> SealedBox {
        try seal(message, using: key, authenticating: [UInt8]())
    }

    /// Encrypts and authenticates a message with a nonce of the caller's.
    ///
    /// Two messages under one key and nonce give both away, and the key's power to authenticate
    /// with them. Use it for protocols that count, and for test vectors.
    ///
    /// - Throws: ``CryptoError/incorrectKeySize``.
    public static func sealWithNonceUsedOnce<
        Message: ContiguousBytes & ~Escapable,
        AuthenticatedData: ContiguousBytes & ~Escapable
    >(
        _ message: Message,
        using key: SymmetricKey,
        nonce: Nonce,
        authenticating authenticatedData: AuthenticatedData
    ) throws(CryptoError) -> SealedBox {
        SealedBox(nonce: nonce, all: try seal(message, key, nonce.bytes, authenticatedData))
    }

    /// Opens a box.
    ///
    /// - Parameters:
    ///   - sealedBox: the box.
    ///   - key: what it was sealed with.
    ///   - authenticatedData: what was authenticated beside the message.
    /// - Returns: the message.
    /// - Throws: ``CryptoError/authenticationFailure`` if anything is not as it was;
    ///   ``CryptoError/incorrectKeySize``.
    public static func open<AuthenticatedData: ContiguousBytes & ~Escapable>(
        _ sealedBox: SealedBox,
        using key: SymmetricKey,
        authenticating authenticatedData: AuthenticatedData
    ) throws(CryptoError) -> [UInt8] {
        try open(
            sealedBox.ciphertext,
            sealedBox.tag,
            key,
            sealedBox.nonce.bytes,
            authenticatedData
        )
    }

    /// Opens a box without authenticated data beside the message.
    public static func open(
        _ sealedBox: SealedBox,
        using key: SymmetricKey
    ) throws(CryptoError) -> [UInt8] {
        try open(sealedBox, using: key, authenticating: [UInt8]())
    }

    /// Encrypts a message where it lies, with a random nonce, for messages that are too large to
    /// copy.
    ///
    /// - Returns: the nonce, and the tag of 16 bytes.
    /// - Throws: ``CryptoError/incorrectKeySize``; the message is unchanged then.
    public static func seal<AuthenticatedData: ContiguousBytes & ~Escapable>(
        inPlace message: inout [UInt8],
        using key: SymmetricKey,
        authenticating authenticatedData: AuthenticatedData
    ) throws(CryptoError) -> (nonce: Nonce, tag: [UInt8]) {
        let nonce = Nonce()
        let tag = try withMutableBytes(of: &message) { buffer throws(CryptoError) in
            try unsafe seal(inPlace: buffer, key, nonce.bytes, authenticatedData)
        }
        return (nonce, tag)
    }

    /// Decrypts a message where it lies.
    ///
    /// - Throws: ``CryptoError/authenticationFailure`` if anything is not as it was: the message is
    ///   all zeros then; ``CryptoError/incorrectKeySize``.
    public static func open<
        Tag: ContiguousBytes & ~Escapable,
        AuthenticatedData: ContiguousBytes & ~Escapable
    >(
        inPlace ciphertext: inout [UInt8],
        nonce: Nonce,
        tag: Tag,
        using key: SymmetricKey,
        authenticating authenticatedData: AuthenticatedData
    ) throws(CryptoError) {
        try withMutableBytes(of: &ciphertext) { buffer throws(CryptoError) in
            try unsafe open(inPlace: buffer, tag, key, nonce.bytes, authenticatedData)
        }
    }
}
