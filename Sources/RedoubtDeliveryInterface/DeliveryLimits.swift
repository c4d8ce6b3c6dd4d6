/// Limits of what is delivered.
public enum DeliveryLimits {
    /// The longest content of an envelope, in bytes.
    public static let contentBytes = 64 << 20
    /// The longest purpose, in bytes of UTF-8; it has one at least.
    public static let purposeBytes = 256
    /// The lengths of a challenger's nonce, in bytes, where there is one.
    public static let nonceBytes = 8...64
    /// The longest report or evidence that an offer carries, in bytes.
    public static let proofBytes = 16 << 10
    /// Envelopes that one key opens: it remembers each, so that none is opened twice.
    public static let envelopesOfKey = 4_096
    /// How many bytes an envelope has more than its content.
    public static let overheadBytes =
        DeliveryEnvelope.headerByteCount + DeliveryEnvelope.tagByteCount
}
