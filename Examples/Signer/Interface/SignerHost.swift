public import RedoubtABI

/// What the signer asks of its host, beside the storage.
@HostInterface
public protocol SignerHost {
    /// The time, in milliseconds since 1 January 1970, UTC.
    ///
    /// The enclave has no clock. It asks only for keys with a rate, and never lets time go back.
    func millisecondsSince1970() throws(HostCallError) -> UInt64
}
