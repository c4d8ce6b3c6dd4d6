extension HPKE {
    /// Who proves what to whom (RFC 9180, 5).
    enum Mode: UInt8 {
        case base = 0
        case presharedKey = 1
        case authenticated = 2
        case authenticatedPresharedKey = 3

        init(isAuthenticated: Bool, hasPresharedKey: Bool) {
            self =
                switch (isAuthenticated, hasPresharedKey) {
                case (false, false): .base
                case (false, true): .presharedKey
                case (true, false): .authenticated
                case (true, true): .authenticatedPresharedKey
                }
        }
    }

    /// A secret that both ends have had before, and its name.
    package struct PresharedKey {
        let key: SymmetricKey
        let identifier: [UInt8]

        package init(key: SymmetricKey, identifier: [UInt8]) {
            self.key = key
            self.identifier = identifier
        }

        /// - Throws: ``CryptoError/inconsistentPresharedKey`` unless there are a key and a name, or
        ///   neither; ``CryptoError/incorrectKeySize`` for a key of fewer than 32 bytes (RFC 9180,
        ///   5.1.2).
        func check() throws(CryptoError) {
            guard (key.bitCount == 0) == identifier.isEmpty else { throw .inconsistentPresharedKey }
            guard key.bitCount == 0 || key.bitCount >= 256 else { throw .incorrectKeySize }
        }

        package static var none: PresharedKey { PresharedKey(key: .empty, identifier: []) }
        var isPresent: Bool { !identifier.isEmpty }
    }

    /// The key of a conversation, and how many messages it has had.
    struct Context: Sendable {
        let suite: Ciphersuite
        private let key: SymmetricKey
        private let baseNonce: [UInt8]
        private let exporter: SymmetricKey
        private var sequence: UInt64 = 0

        /// The key schedule of RFC 9180, 5.1.
        init(
            _ suite: Ciphersuite,
            isAuthenticated: Bool,
            sharedSecret: SymmetricKey,
            info: [UInt8],
            presharedKey: PresharedKey
        ) throws(CryptoError) {
            try presharedKey.check()
            self.suite = suite
            let kdf = suite.kdf
            let identifier = suite.identifier
            func hash(_ label: StaticString, _ input: [UInt8]) -> [UInt8] {
                kdf.labeledExtract(
                    salt: .empty,
                    label: label,
                    input: SymmetricKey(data: input),
                    suite: identifier
                ).copied
            }
            let mode = Mode(
                isAuthenticated: isAuthenticated,
                hasPresharedKey: presharedKey.isPresent
            )
            let context =
                [mode.rawValue] + hash("psk_id_hash", presharedKey.identifier)
                + hash("info_hash", info)
            let secret = kdf.labeledExtract(
                salt: sharedSecret,
                label: "secret",
                input: presharedKey.key,
                suite: identifier
            )
            func derive(_ label: StaticString, _ count: Int) throws(CryptoError) -> SymmetricKey {
                try kdf.labeledExpand(
                    key: secret,
                    label: label,
                    info: context,
                    suite: identifier,
                    byteCount: count
                )
            }
            key = try derive("key", suite.aead.keyByteCount)
            baseNonce = try derive("base_nonce", aeadNonceByteCount).copied
            exporter = try derive("exp", kdf.hashByteCount)
        }

        /// Ciphertext and tag of the next message.
        mutating func seal<
            Message: ContiguousBytes & ~Escapable,
            AuthenticatedData: ContiguousBytes & ~Escapable
        >(
            _ message: Message,
            authenticating data: AuthenticatedData
        ) throws(CryptoError) -> [UInt8] {
            let nonce = try nextNonce()
            let combined: [UInt8]
            switch suite.aead {
            case .AES_GCM_128, .AES_GCM_256:
                combined = try AES.GCM.seal(message, key, nonce, data)
            case .chaChaPoly: combined = try ChaChaPoly.seal(message, key, nonce, data)
            case .exportOnly: throw .exportOnlyMode
            }
            sequence += 1
            return Array(combined[nonce.count...])
        }

        /// The next message; a failure does not count as one.
        mutating func open<
            Ciphertext: ContiguousBytes & ~Escapable,
            AuthenticatedData: ContiguousBytes & ~Escapable
        >(
            _ sealed: Ciphertext,
            authenticating data: AuthenticatedData
        ) throws(CryptoError) -> [UInt8] {
            let nonce = try nextNonce()
            let bytes = sealed.copied
            guard bytes.count >= tagByteCount else { throw .incorrectParameterSize }
            let ciphertext = bytes[..<(bytes.count - tagByteCount)]
            let tag = bytes[(bytes.count - tagByteCount)...]
            let message: [UInt8]
            switch suite.aead {
            case .AES_GCM_128, .AES_GCM_256:
                message = try AES.GCM.open(ciphertext, tag, key, nonce, data)
            case .chaChaPoly: message = try ChaChaPoly.open(ciphertext, tag, key, nonce, data)
            case .exportOnly: throw .exportOnlyMode
            }
            sequence += 1
            return message
        }

        private func nextNonce() throws(CryptoError) -> [UInt8] {
            // The last number is not used, so that counting never overflows.
            guard sequence < .max else { throw .messageLimitReached }
            var nonce = baseNonce
            for index in 0..<8 {
                nonce[nonce.count - 1 - index] ^= UInt8(truncatingIfNeeded: sequence >> (8 * index))
            }
            return nonce
        }

        func export<Purpose: ContiguousBytes & ~Escapable>(
            _ purpose: Purpose,
            byteCount: Int
        ) throws(CryptoError) -> SymmetricKey {
            try suite.kdf.labeledExpand(
                key: exporter,
                label: "sec",
                info: purpose.copied,
                suite: suite.identifier,
                byteCount: byteCount
            )
        }
    }
}
