extension HPKE {
    /// The end of a conversation that encrypts.
    public struct Sender: Sendable {
        /// What the recipient needs before the first message; it is not secret.
        public let encapsulatedKey: [UInt8]
        private var context: Context

        /// Begins a conversation that anybody could have begun.
        ///
        /// - Parameters:
        ///   - recipientKey: who is to read it.
        ///   - ciphersuite: the algorithms; its KEM is that of the key.
        ///   - info: what the conversation is for; both ends name the same.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/weakSharedSecret``.
        public init<PublicKey: HPKEDiffieHellmanPublicKey>(
            recipientKey: PublicKey,
            ciphersuite: Ciphersuite,
            info: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                recipientKey: recipientKey,
                ciphersuite: ciphersuite,
                info: info,
                ephemeralKey: .init(),
                authenticationKey: nil,
                presharedKey: .none,
                isPresharedKeyExpected: false
            )
        }

        /// Begins a conversation that proves to come from a holder of a secret.
        ///
        /// - Parameters:
        ///   - recipientKey: who is to read it.
        ///   - ciphersuite: the algorithms; its KEM is that of the key.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - presharedKey: a secret of 32 bytes or more that both ends have.
        ///   - presharedKeyIdentifier: its name, which is not empty.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/weakSharedSecret``; ``CryptoError/inconsistentPresharedKey``;
        ///   ``CryptoError/incorrectKeySize``.
        public init<PublicKey: HPKEDiffieHellmanPublicKey>(
            recipientKey: PublicKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            presharedKey: SymmetricKey,
            presharedKeyIdentifier: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                recipientKey: recipientKey,
                ciphersuite: ciphersuite,
                info: info,
                ephemeralKey: .init(),
                authenticationKey: nil,
                presharedKey: PresharedKey(key: presharedKey, identifier: presharedKeyIdentifier),
                isPresharedKeyExpected: true
            )
        }

        /// Begins a conversation that proves to come from the holder of a key.
        ///
        /// - Parameters:
        ///   - recipientKey: who is to read it.
        ///   - ciphersuite: the algorithms; its KEM is that of the key.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - authenticationKey: the sender's own key, which the recipient knows.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/weakSharedSecret``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            recipientKey: PrivateKey.PublicKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            authenticatedBy authenticationKey: PrivateKey
        ) throws(CryptoError) {
            try self.init(
                recipientKey: recipientKey,
                ciphersuite: ciphersuite,
                info: info,
                ephemeralKey: .init(),
                authenticationKey: authenticationKey,
                presharedKey: .none,
                isPresharedKeyExpected: false
            )
        }

        /// Begins a conversation that proves to come from the holder of a key and a secret.
        ///
        /// - Parameters:
        ///   - recipientKey: who is to read it.
        ///   - ciphersuite: the algorithms; its KEM is that of the key.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - authenticationKey: the sender's own key, which the recipient knows.
        ///   - presharedKey: a secret of 32 bytes or more that both ends have.
        ///   - presharedKeyIdentifier: its name, which is not empty.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/weakSharedSecret``; ``CryptoError/inconsistentPresharedKey``;
        ///   ``CryptoError/incorrectKeySize``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            recipientKey: PrivateKey.PublicKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            authenticatedBy authenticationKey: PrivateKey,
            presharedKey: SymmetricKey,
            presharedKeyIdentifier: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                recipientKey: recipientKey,
                ciphersuite: ciphersuite,
                info: info,
                ephemeralKey: .init(),
                authenticationKey: authenticationKey,
                presharedKey: PresharedKey(key: presharedKey, identifier: presharedKeyIdentifier),
                isPresharedKeyExpected: true
            )
        }

        /// All modes of RFC 9180, and for its test vectors a key that is not random.
        package init<PublicKey: HPKEDiffieHellmanPublicKey>(
            recipientKey: PublicKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            ephemeralKey: PublicKey.EphemeralPrivateKey,
            authenticationKey: PublicKey.EphemeralPrivateKey?,
            presharedKey: PresharedKey,
            isPresharedKeyExpected: Bool
        ) throws(CryptoError) {
            guard PublicKey.kem == ciphersuite.kem else { throw .inconsistentCiphersuiteAndKey }
            guard presharedKey.isPresent == isPresharedKeyExpected else {
                throw .inconsistentPresharedKey
            }
            encapsulatedKey = ephemeralKey.publicKey.hpkeRepresentation
            var agreed = [try ephemeralKey.sharedSecretFromKeyAgreement(with: recipientKey)]
            var keys = encapsulatedKey + recipientKey.hpkeRepresentation
            if let authenticationKey {
                agreed.append(
                    try authenticationKey.sharedSecretFromKeyAgreement(with: recipientKey)
                )
                keys += authenticationKey.publicKey.hpkeRepresentation
            }
            context = try Context(
                ciphersuite,
                isAuthenticated: authenticationKey != nil,
                sharedSecret: ciphersuite.kem.sharedSecret(agreed, context: keys),
                info: info,
                presharedKey: presharedKey
            )
        }

        /// Encrypts the next message.
        ///
        /// - Parameters:
        ///   - message: what only the recipient shall read.
        ///   - authenticatedData: what is not encrypted, and must be the same for the recipient.
        /// - Returns: ciphertext and tag.
        /// - Throws: ``CryptoError/exportOnlyMode``; ``CryptoError/messageLimitReached``.
        public mutating func seal<
            Message: ContiguousBytes & ~Escapable,
            AuthenticatedData: ContiguousBytes & ~Escapable
        >(
            _ message: Message,
            authenticating authenticatedData: AuthenticatedData
        ) throws(CryptoError) -> [UInt8] {
            try context.seal(message, authenticating: authenticatedData)
        }

        /// Encrypts the next message, without authenticated data beside it.
        public mutating func seal<Message: ContiguousBytes & ~Escapable>(
            _ message: Message
        ) throws(CryptoError) -> [UInt8] {
            try context.seal(message, authenticating: [UInt8]())
        }

        /// Derives a secret that both ends can derive.
        ///
        /// - Parameters:
        ///   - context: what the secret is for.
        ///   - outputByteCount: its length, up to 255 times that of the suite's hash.
        /// - Returns: the secret.
        /// - Throws: ``CryptoError/incorrectParameterSize`` for another length.
        public func exportSecret<Purpose: ContiguousBytes & ~Escapable>(
            context: Purpose,
            outputByteCount: Int
        ) throws(CryptoError) -> SymmetricKey {
            try self.context.export(context, byteCount: outputByteCount)
        }
    }
}
