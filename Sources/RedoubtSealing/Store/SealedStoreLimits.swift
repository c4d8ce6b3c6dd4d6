/// Limits of a sealed store.
///
/// Beside them, each record and the index have to fit into the enclave's channel (`channelBytes` in enclave.json). The
/// index has 18 bytes for each record beside its key, and 231 once.
public struct SealedStoreLimits: Sendable {
    /// The longest key, in bytes of UTF-8.
    public static let keyBytes = 256

    /// The longest value, in bytes.
    public var valueBytes = 32 << 10
    /// The most records.
    public var records = 1_024

    /// Begins with the defaults.
    public init() {}
}
