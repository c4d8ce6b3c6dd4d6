public import RedoubtABI

/// What the registry asks of its host.
@HostInterface
public protocol RegistryHost {
    /// The present time. The enclave has no clock, and takes the host's word for it.
    func now() throws(HostCallError) -> Timestamp
}

/// A moment, as the host's clock tells it.
@EnclaveValue
public struct Timestamp: Hashable {
    /// Seconds since 1 January 1970, UTC.
    public var secondsSince1970: Int64

    /// Makes a moment.
    public init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }
}
