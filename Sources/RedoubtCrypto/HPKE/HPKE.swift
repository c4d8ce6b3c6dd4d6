/// Encrypts to the holder of a key (RFC 9180).
///
/// The sender makes a key for the conversation, which only the recipient can find again, and seals messages with it; the
/// recipient opens them in the same order. ``Sender`` and ``Recipient`` are the two ends.
///
/// ```swift
/// var sender = try HPKE.Sender(recipientKey: key, ciphersuite: .P256_SHA256_AES_GCM_256, info: purpose)
/// let sealed = try sender.seal(message)
///
/// var recipient = try HPKE.Recipient(
///     privateKey: privateKey,
///     ciphersuite: .P256_SHA256_AES_GCM_256,
///     info: purpose,
///     encapsulatedKey: sender.encapsulatedKey
/// )
/// let message = try recipient.open(sealed)
/// ```
public enum HPKE {}
