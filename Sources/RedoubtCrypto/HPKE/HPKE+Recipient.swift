extension HPKE {
    /// The end of a conversation that decrypts.
    public struct Recipient: Sendable {
        private var context: Context

        /// Joins a conversation that anybody could have begun.
        ///
        /// Only a message that opens proves that it is one.
        ///
        /// - Parameters:
        ///   - privateKey: the recipient's key.
        ///   - ciphersuite: the algorithms that the sender chose.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - encapsulatedKey: what the sender sent first.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/incorrectKeySize`` or ``CryptoError/invalidPublicKey`` for an
        ///   encapsulated key that is none; ``CryptoError/weakSharedSecret``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            privateKey: PrivateKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            encapsulatedKey: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                privateKey: privateKey,
                ciphersuite: ciphersuite,
                info: info,
                encapsulatedKey: encapsulatedKey,
                authenticationKey: nil,
                presharedKey: .none,
                isPresharedKeyExpected: false
            )
        }

        /// Joins a conversation of a holder of a secret.
        ///
        /// Only a message that opens proves that it is one.
        ///
        /// - Parameters:
        ///   - privateKey: the recipient's key.
        ///   - ciphersuite: the algorithms that the sender chose.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - encapsulatedKey: what the sender sent first.
        ///   - presharedKey: the secret that both ends have.
        ///   - presharedKeyIdentifier: its name.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/incorrectKeySize`` or ``CryptoError/invalidPublicKey`` for an
        ///   encapsulated key that is none; ``CryptoError/weakSharedSecret``;
        ///   ``CryptoError/inconsistentPresharedKey``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            privateKey: PrivateKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            encapsulatedKey: [UInt8],
            presharedKey: SymmetricKey,
            presharedKeyIdentifier: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                privateKey: privateKey,
                ciphersuite: ciphersuite,
                info: info,
                encapsulatedKey: encapsulatedKey,
                authenticationKey: nil,
                presharedKey: PresharedKey(key: presharedKey, identifier: presharedKeyIdentifier),
                isPresharedKeyExpected: true
            )
        }

        /// Joins a conversation of the holder of a key.
        ///
        /// Only a message that opens proves that it is one.
        ///
        /// - Parameters:
        ///   - privateKey: the recipient's key.
        ///   - ciphersuite: the algorithms that the sender chose.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - encapsulatedKey: what the sender sent first.
        ///   - authenticationKey: the key of the sender that is expected.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/incorrectKeySize`` or ``CryptoError/invalidPublicKey`` for an
        ///   encapsulated key that is none; ``CryptoError/weakSharedSecret``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            privateKey: PrivateKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            encapsulatedKey: [UInt8],
            authenticatedBy authenticationKey: PrivateKey.PublicKey
        ) throws(CryptoError) {
            try self.init(
                privateKey: privateKey,
                ciphersuite: ciphersuite,
                info: info,
                encapsulatedKey: encapsulatedKey,
                authenticationKey: authenticationKey,
                presharedKey: .none,
                isPresharedKeyExpected: false
            )
        }

        /// Joins a conversation of the holder of a key and a secret.
        ///
        /// Only a message that opens proves that it is one.
        ///
        /// - Parameters:
        ///   - privateKey: the recipient's key.
        ///   - ciphersuite: the algorithms that the sender chose.
        ///   - info: what the conversation is for; both ends name the same.
        ///   - encapsulatedKey: what the sender sent first.
        ///   - authenticationKey: the key of the sender that is expected.
        ///   - presharedKey: the secret that both ends have.
        ///   - presharedKeyIdentifier: its name.
        /// - Throws: ``CryptoError/inconsistentCiphersuiteAndKey``;
        ///   ``CryptoError/incorrectKeySize`` or ``CryptoError/invalidPublicKey`` for an
        ///   encapsulated key that is none; ``CryptoError/weakSharedSecret``;
        ///   ``CryptoError/inconsistentPresharedKey``.
        public init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            privateKey: PrivateKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            encapsulatedKey: [UInt8],
            authenticatedBy authenticationKey: PrivateKey.PublicKey,
            presharedKey: SymmetricKey,
            presharedKeyIdentifier: [UInt8]
        ) throws(CryptoError) {
            try self.init(
                privateKey: privateKey,
                ciphersuite: ciphersuite,
                info: info,
                encapsulatedKey: encapsulatedKey,
                authenticationKey: authenticationKey,
                presharedKey: PresharedKey(key: presharedKey, identifier: presharedKeyIdentifier),
                isPresharedKeyExpected: true
            )
        }

        private init<PrivateKey: HPKEDiffieHellmanPrivateKey>(
            privateKey: PrivateKey,
            ciphersuite: Ciphersuite,
            info: [UInt8],
            encapsulatedKey: [UInt8],
            authenticationKey: PrivateKey.PublicKey?,
            presharedKey: PresharedKey,
            isPresharedKeyExpected: Bool
        ) throws(CryptoError) {
            guard PrivateKey.PublicKey.kem == ciphersuite.kem else {
                throw .inconsistentCiphersuiteAndKey
            }
            guard presharedKey.isPresent == isPresharedKeyExpected else {
                throw .inconsistentPresharedKey
            }
            let ephemeralKey = try PrivateKey.PublicKey(hpkeRepresentation: encapsulatedKey)
            var agreed = [try privateKey.sharedSecretFromKeyAgreement(with: ephemeralKey)]
            var keys = encapsulatedKey + privateKey.publicKey.hpkeRepresentation
            if let authenticationKey {
                agreed.append(try privateKey.sharedSecretFromKeyAgreement(with: authenticationKey))
                keys += authenticationKey.hpkeRepresentation
            }
            context = try Context(
                ciphersuite,
                isAuthenticated: authenticationKey != nil,
                sharedSecret: ciphersuite.kem.sharedSecret(agreed, context: keys),
                info: info,
                presharedKey: presharedKey
            )
        }

        /// Decrypts the next message.
        ///
        /// Messages are opened in the order in which they were sealed. What does not open does not
        /// count, so the right message can still be opened afterwards.
        ///
        /// - Parameters:
        ///   - ciphertext: ciphertext and tag.
        ///   - authenticatedData: what was authenticated beside the message.
        /// - Returns: the message.
        /// - Throws: ``CryptoError/authenticationFailure`` if it is another message, of another
        ///   conversation, or was changed; ``CryptoError/incorrectParameterSize`` if it is shorter
        ///   than a tag; ``CryptoError/exportOnlyMode``; ``CryptoError/messageLimitReached``.
        public mutating func open<
            Ciphertext: ContiguousBytes & ~Escapable,
            AuthenticatedData: ContiguousBytes & ~Escapable
        >(
            _ ciphertext: Ciphertext,
            authenticating authenticatedData: AuthenticatedData
        ) throws(CryptoError) -> [UInt8] {
            try context.open(ciphertext, authenticating: authenticatedData)
        }

        /// Decrypts the next message, without authenticated data beside it.
        public mutating func open<Ciphertext: ContiguousBytes & ~Escapable>(
            _ ciphertext: Ciphertext
        ) throws(CryptoError) -> [UInt8] {
            try context.open(ciphertext, authenticating: [UInt8]())
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
