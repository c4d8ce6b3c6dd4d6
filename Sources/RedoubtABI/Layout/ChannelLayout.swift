internal import CRedoubtABI

/// The shape of one thread's channel: a page of flags, then one message area in each direction.
public struct ChannelLayout: Equatable, Sendable {
    /// Bytes of a message's header, at the start of each area.
    public static let headerBytes = MemoryLayout<redoubt_message>.size
    /// Payload that can be declared for each direction.
    public static let payloadLimitsBytes = 1...(64 << 20) - 32

    /// Bytes of each area, header included; a multiple of the page size.
    public let areaBytes: Int

    /// Makes the layout whose areas hold at least the given payload, or nil if that is beyond
    /// ``payloadLimitsBytes``.
    public init?(payloadBytes: Int) {
        guard payloadBytes > 0, payloadBytes <= Self.payloadLimitsBytes.upperBound else {
            return nil
        }
        let page = Int(REDOUBT_PAGE_SIZE)
        areaBytes = (payloadBytes + Self.headerBytes + page - 1) / page * page
    }

    /// Payload bytes that a message can hold.
    public var payloadBytes: Int { areaBytes - Self.headerBytes }
    /// Bytes from one thread's channel to the next.
    public var strideBytes: Int { Int(REDOUBT_CHANNEL_AREAS) + 2 * areaBytes }
    /// Where the host's messages stand in a channel.
    public var hostAreaOffset: Int { Int(REDOUBT_CHANNEL_AREAS) }
    /// Where the enclave's messages stand in a channel.
    public var enclaveAreaOffset: Int { Int(REDOUBT_CHANNEL_AREAS) + areaBytes }
    /// Where the host says that it sleeps.
    public static var hostSleepingOffset: Int { Int(REDOUBT_CHANNEL_HOST_SLEEPING) }
    /// Where the enclave says that it sleeps.
    public static var enclaveSleepingOffset: Int { Int(REDOUBT_CHANNEL_ENCLAVE_SLEEPING) }
}
