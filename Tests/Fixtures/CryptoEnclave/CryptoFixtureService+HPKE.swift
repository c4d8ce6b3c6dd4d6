import CryptoFixtureInterface
import RedoubtCrypto

extension CryptoFixtureService {
    func converse(_ conversation: HPKEConversation) throws(CryptoRefusal) -> HPKETranscript {
        do throws(CryptoError) {
            switch conversation.kem {
            case 0x10:
                return try converse(conversation, .P256_HKDF_SHA256) {
                    key throws(CryptoError) in
                    try P256.KeyAgreement.PrivateKey(rawRepresentation: key)
                }
            case 0x11:
                return try converse(conversation, .P384_HKDF_SHA384) {
                    key throws(CryptoError) in
                    try P384.KeyAgreement.PrivateKey(rawRepresentation: key)
                }
            default:
                return try converse(conversation, .Curve25519_HKDF_SHA256) {
                    key throws(CryptoError) in
                    try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: key)
                }
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    private func converse<PrivateKey: HPKEDiffieHellmanPrivateKey>(
        _ conversation: HPKEConversation,
        _ kem: HPKE.KEM,
        _ makeKey: ([UInt8]) throws(CryptoError) -> PrivateKey
    ) throws(CryptoError) -> HPKETranscript {
        let suite = HPKE.Ciphersuite(
            kem: kem,
            kdf: conversation.kdf == 1
                ? .HKDF_SHA256 : conversation.kdf == 2 ? .HKDF_SHA384 : .HKDF_SHA512,
            aead: conversation.aead == 1
                ? .AES_GCM_128
                : conversation.aead == 2
                    ? .AES_GCM_256 : conversation.aead == 3 ? .chaChaPoly : .exportOnly
        )
        let recipientKey = try makeKey(conversation.recipientKey)
        let senderKey =
            conversation.senderKey.isEmpty ? nil : try makeKey(conversation.senderKey)
        var sender = try HPKE.Sender(
            recipientKey: recipientKey.publicKey,
            ciphersuite: suite,
            info: conversation.info,
            ephemeralKey: makeKey(conversation.ephemeralKey),
            authenticationKey: senderKey,
            presharedKey: .init(
                key: SymmetricKey(data: conversation.presharedKey),
                identifier: conversation.presharedKeyIdentifier
            ),
            isPresharedKeyExpected: !conversation.presharedKeyIdentifier.isEmpty
        )
        var recipient = try makeRecipient(
            conversation,
            suite,
            recipientKey,
            senderKey?.publicKey,
            sender.encapsulatedKey
        )
        var transcript = HPKETranscript(
            encapsulatedKey: sender.encapsulatedKey,
            ciphertexts: [],
            exports: [],
            isUnderstood: true
        )
        for number in 0..<(1 + (conversation.messages.last?.number ?? -1)) {
            let given = conversation.messages.first { $0.number == number }
            let text = given?.text ?? []
            let context = given?.context ?? []
            let sealed = try sender.seal(text, authenticating: context)
            if try recipient.open(sealed, authenticating: context) != text {
                transcript.isUnderstood = false
            }
            if given != nil { transcript.ciphertexts.append(sealed) }
        }
        for export in conversation.exports {
            let secret = try sender.exportSecret(
                context: export.info,
                outputByteCount: export.byteCount
            )
            let same = try recipient.exportSecret(
                context: export.info,
                outputByteCount: export.byteCount
            )
            if secret != same { transcript.isUnderstood = false }
            transcript.exports.append(secret.withUnsafeBytes { unsafe Array($0) })
        }
        return transcript
    }

    private func makeRecipient<PrivateKey: HPKEDiffieHellmanPrivateKey>(
        _ conversation: HPKEConversation,
        _ suite: HPKE.Ciphersuite,
        _ key: PrivateKey,
        _ senderKey: PrivateKey.PublicKey?,
        _ encapsulatedKey: [UInt8]
    ) throws(CryptoError) -> HPKE.Recipient {
        let presharedKey = SymmetricKey(data: conversation.presharedKey)
        let identifier = conversation.presharedKeyIdentifier
        switch (senderKey, identifier.isEmpty) {
        case (nil, true):
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: conversation.info,
                encapsulatedKey: encapsulatedKey
            )
        case (nil, false):
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: conversation.info,
                encapsulatedKey: encapsulatedKey,
                presharedKey: presharedKey,
                presharedKeyIdentifier: identifier
            )
        case (.some(let senderKey), true):
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: conversation.info,
                encapsulatedKey: encapsulatedKey,
                authenticatedBy: senderKey
            )
        case (.some(let senderKey), false):
            return try HPKE.Recipient(
                privateKey: key,
                ciphersuite: suite,
                info: conversation.info,
                encapsulatedKey: encapsulatedKey,
                authenticatedBy: senderKey,
                presharedKey: presharedKey,
                presharedKeyIdentifier: identifier
            )
        }
    }
}
