/// A digest of something that runs.
public struct Measurement: Hashable, Sendable {
    /// The family's own name for it: `MRENCLAVE`, `RTMR0`, `PCR4`.
    public let name: String
    /// The digest.
    public let value: [UInt8]
}

/// The times in evidence.
public struct Freshness: Hashable, Sendable {
    /// When the evidence was made; for SGX and TDX, whose quotes have no time, when the older of TCB info and
    /// identity was issued.
    public let issuedAt: Timestamp?
    /// When what the verdict rests on expires first.
    public let expiresAt: Timestamp?
}
