/// Where things are in an enclave's statistics page.
///
/// Integers are little-endian. The first 4 KiB are the head; after it comes a block for each channel, on cache lines
/// of its own, so that no two calls write to the same one.
package enum StatisticsLayout {
    /// The first eight bytes.
    package static let magic: UInt64 = 0x5441_5453_5442_4452  // RDBTSTAT
    /// Changes when the layout or the description changes.
    package static let version: UInt32 = 1

    // The head.
    static let versionOffset = 8
    static let descriptionCountOffset = 12
    static let resetsOffset = 64
    static let descriptionOffset = 128
    static let headBytes = 4096
    /// The most that a description may take.
    static let descriptionLimitBytes = headBytes - descriptionOffset

    // A channel's block: words of eight bytes.
    static let callsWord = 0
    static let failuresWord = 1
    static let sleepsWord = 2
    static let hostCallsWord = 3
    static let stateWord = 4
    // The host's own: 0 in the page.
    static let weightWord = 5
    static let startWord = 6
    static let latenciesWord = 8
    static let blockWords = latenciesWord + LatencyScale.bucketCount
    static let blockBytes = blockWords * 8

    /// The number of channels that an enclave can have.
    static let channelCounts = 1...64
    /// The largest file.
    package static let limitBytes = sizeBytes(channelCount: channelCounts.upperBound)

    /// The size of the file.
    package static func sizeBytes(channelCount: Int) -> Int {
        headBytes + channelCount * blockBytes
    }

    /// Where a channel's block starts.
    static func block(_ channel: Int) -> Int { headBytes + channel * blockBytes }

    /// What a channel is in the middle of.
    package enum State: UInt64, Sendable {
        /// Nothing: the next call may have it.
        case idle = 0
        /// A call, whose task looks for the reply or serves one of the enclave's own.
        case calling = 1
        /// A call that waits for the enclave in the kernel.
        case waiting = 2
    }
}
