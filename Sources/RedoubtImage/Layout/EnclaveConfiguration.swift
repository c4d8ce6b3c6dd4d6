public import RedoubtABI

/// What an enclave declares about itself beside its code.
public struct EnclaveConfiguration: Equatable, Sendable {
    /// Calls that run at the same time.
    ///
    /// 1 to 64.
    public var threadCount = 1
    /// Heap, in bytes: rounded up to pages.
    ///
    /// 64 KiB to 16 GiB.
    public var heapBytes = 16 << 20
    /// Stack of each thread, in bytes: rounded up to pages.
    ///
    /// 16 KiB to 64 MiB.
    public var stackBytes = 256 << 10
    /// The largest message of each direction, in bytes.
    ///
    /// 1 to 64 MiB less 32 bytes.
    public var channelBytes = 65_504
    /// Which of its author's products it is.
    public var product = ProductID.none
    /// Which family of products it belongs to.
    public var family = FamilyID.none
    /// How many times a security hole has been closed in it: its SVN.
    ///
    /// Never count back: data that was sealed by a newer version would be out of reach.
    public var securityVersion: UInt16 = 0
    /// Which release it is, as its author counts.
    public var imageVersion: UInt32 = 0
    /// The weakest seal that it accepts; nil if the host alone decides.
    public var minimumIsolation: IsolationLevel?
    /// Whether a launch may ask for debug.
    ///
    /// A debug enclave reports faults in detail, and keeps no secrets.
    public var allowsDebug = false

    /// The defaults: one thread, a heap of 16 MiB, stacks of 256 KiB, messages of 64 KiB, no ids, no debug.
    public init() {}

    /// The limits of ``threadCount``.
    public static let threadCountLimits = 1...64
    /// The limits of ``heapBytes``.
    public static let heapBytesLimits = (64 << 10)...(16 << 30)
    /// The limits of ``stackBytes``.
    public static let stackBytesLimits = (16 << 10)...(64 << 20)
    /// The limits of ``channelBytes``.
    public static let channelBytesLimits = ChannelLayout.payloadLimitsBytes

    /// Checks every value against its limits.
    ///
    /// - Throws: ``ImageError/configuration(field:value:limits:)``
    public func validate() throws(ImageError) {
        try Self.check("threads", threadCount, Self.threadCountLimits)
        try Self.check("heapBytes", heapBytes, Self.heapBytesLimits)
        try Self.check("stackBytes", stackBytes, Self.stackBytesLimits)
        try Self.check("channelBytes", channelBytes, Self.channelBytesLimits)
        // Each thread keeps a private copy of what it received, on the heap.
        let copies = threadCount * (channelBytes + 4096) + (32 << 10)
        guard heapBytes >= copies else {
            throw .configuration(
                field: "heapBytes",
                value: heapBytes,
                limits: copies...Self.heapBytesLimits.upperBound
            )
        }
    }

    /// The same with heap and stacks in whole pages, as an image has them.
    var inWholePages: EnclaveConfiguration {
        var rounded = self
        rounded.heapBytes = EnclaveLayout.roundedUp(heapBytes)
        rounded.stackBytes = EnclaveLayout.roundedUp(stackBytes)
        return rounded
    }

    private static func check(
        _ field: String,
        _ value: Int,
        _ limits: ClosedRange<Int>
    ) throws(ImageError) {
        guard limits.contains(value) else {
            throw .configuration(field: field, value: value, limits: limits)
        }
    }
}
