public import RedoubtABI

/// What HKDF takes.
@EnclaveValue
public struct DerivationInput: Sendable {
    /// The secret.
    public var secret: [UInt8]
    /// The salt.
    public var salt: [UInt8]
    /// What the key is for.
    public var info: [UInt8]
    /// The key's length.
    public var byteCount: Int

    /// Takes all.
    public init(
        secret: [UInt8],
        salt: [UInt8],
        info: [UInt8],
        byteCount: Int
    ) {
        self.secret = secret
        self.salt = salt
        self.info = info
        self.byteCount = byteCount
    }
}

/// What a cipher takes beside a message.
@EnclaveValue
public struct CipherParameters: Sendable {
    /// The key.
    public var key: [UInt8]
    /// The nonce.
    public var nonce: [UInt8]
    /// What is authenticated and not encrypted.
    public var context: [UInt8]

    /// Takes all.
    public init(
        key: [UInt8],
        nonce: [UInt8],
        context: [UInt8]
    ) {
        self.key = key
        self.nonce = nonce
        self.context = context
    }
}

/// A message, and who signed it.
@EnclaveValue
public struct SignedMessage: Sendable {
    /// The signer's key.
    public var publicKey: [UInt8]
    /// The message.
    public var message: [UInt8]
    /// The signature.
    public var signature: [UInt8]

    /// Takes all.
    public init(
        publicKey: [UInt8],
        message: [UInt8],
        signature: [UInt8]
    ) {
        self.publicKey = publicKey
        self.message = message
        self.signature = signature
    }
}

/// A message of a conversation.
@EnclaveValue
public struct HPKEMessage: Sendable {
    /// The messages before it; those that are not given are empty.
    public var number: Int
    /// What is authenticated and not encrypted.
    public var context: [UInt8]
    /// The message.
    public var text: [UInt8]

    /// Takes all.
    public init(
        number: Int,
        context: [UInt8],
        text: [UInt8]
    ) {
        self.number = number
        self.context = context
        self.text = text
    }
}

/// A conversation, by the numbers of RFC 9180.
@EnclaveValue
public struct HPKEConversation: Sendable {
    /// The KEM.
    public var kem: UInt16
    /// The KDF.
    public var kdf: UInt16
    /// The AEAD.
    public var aead: UInt16
    /// What it is for.
    public var info: [UInt8]
    /// The sender's key for it.
    public var ephemeralKey: [UInt8]
    /// The recipient's private key.
    public var recipientKey: [UInt8]
    /// The sender's private key; empty if it has none.
    public var senderKey: [UInt8]
    /// The secret of both; empty if there is none.
    public var presharedKey: [UInt8]
    /// Its name.
    public var presharedKeyIdentifier: [UInt8]
    /// The messages.
    public var messages: [HPKEMessage]
    /// Exported secrets: only info and length are used.
    public var exports: [DerivationInput]

    /// Takes all.
    public init(
        kem: UInt16,
        kdf: UInt16,
        aead: UInt16,
        info: [UInt8],
        ephemeralKey: [UInt8],
        recipientKey: [UInt8],
        senderKey: [UInt8],
        presharedKey: [UInt8],
        presharedKeyIdentifier: [UInt8],
        messages: [HPKEMessage],
        exports: [DerivationInput]
    ) {
        self.kem = kem
        self.kdf = kdf
        self.aead = aead
        self.info = info
        self.ephemeralKey = ephemeralKey
        self.recipientKey = recipientKey
        self.senderKey = senderKey
        self.presharedKey = presharedKey
        self.presharedKeyIdentifier = presharedKeyIdentifier
        self.messages = messages
        self.exports = exports
    }
}

/// What was said in a conversation.
@EnclaveValue
public struct HPKETranscript: Sendable {
    /// What the sender sent first.
    public var encapsulatedKey: [UInt8]
    /// The messages that were given, encrypted.
    public var ciphertexts: [[UInt8]]
    /// The exported secrets.
    public var exports: [[UInt8]]
    /// Whether the recipient opened every message, and exported the same.
    public var isUnderstood: Bool

    /// Takes all.
    public init(
        encapsulatedKey: [UInt8],
        ciphertexts: [[UInt8]],
        exports: [[UInt8]],
        isUnderstood: Bool
    ) {
        self.encapsulatedKey = encapsulatedKey
        self.ciphertexts = ciphertexts
        self.exports = exports
        self.isUnderstood = isUnderstood
    }
}
