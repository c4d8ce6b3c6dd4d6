internal import RedoubtABI

/// What a statistics page said at one moment.
///
/// It is the host's word, and whoever can write the file can change it: nothing follows from it but what is shown.
package struct StatisticsReading: Equatable, Sendable {
    /// One channel's counters.
    package struct Channel: Equatable, Sendable {
        /// Calls that are over.
        package let calls: UInt64
        /// Those of them that threw.
        package let failures: UInt64
        /// How often a call's task had to sleep, because the enclave did not answer in time.
        package let sleeps: UInt64
        /// Calls of the enclave to its host.
        package let hostCalls: UInt64
        /// What it is in the middle of.
        package let state: StatisticsLayout.State
        /// Calls by how long they took, see ``LatencyScale``: an estimate.
        package let latencies: [UInt64]
    }

    /// What does not change.
    package let description: StatisticsDescription
    /// How often the enclave was put back to its start.
    package let resets: UInt64
    /// One for each of the enclave's threads.
    package let channels: [Channel]

    /// Reads a page's bytes.
    ///
    /// - Throws: ``StatisticsError``, whatever the bytes are: they are checked one by one, and none is trusted.
    package init(_ bytes: [UInt8]) throws(StatisticsError) {
        guard bytes.count >= 16, Self.word(bytes, 0) == StatisticsLayout.magic else {
            throw .noPage
        }
        let version = Self.half(bytes, StatisticsLayout.versionOffset)
        guard version == StatisticsLayout.version else { throw .otherVersion(version) }
        guard bytes.count >= StatisticsLayout.headBytes else {
            throw .malformed("it has \(bytes.count) bytes")
        }
        let count = Int(Self.half(bytes, StatisticsLayout.descriptionCountOffset))
        guard count <= StatisticsLayout.descriptionLimitBytes else {
            throw .malformed("its description has \(count) bytes")
        }
        let description = try Self.description(
            Array(bytes[StatisticsLayout.descriptionOffset...].prefix(count))
        )
        guard StatisticsLayout.channelCounts.contains(description.threadCount),
            bytes.count == StatisticsLayout.sizeBytes(channelCount: description.threadCount)
        else {
            throw .malformed(
                "it has \(bytes.count) bytes for \(description.threadCount) threads"
            )
        }
        self.description = description
        resets = Self.word(bytes, StatisticsLayout.resetsOffset)
        var channels: [Channel] = []
        for channel in 0..<description.threadCount {
            channels.append(try Self.channel(bytes, at: StatisticsLayout.block(channel)))
        }
        self.channels = channels
    }

    private static func description(
        _ bytes: [UInt8]
    ) throws(StatisticsError) -> StatisticsDescription {
        let description: StatisticsDescription?
        // SAFETY: the array is not changed while it is read.
        description = unsafe bytes.withUnsafeBytes { bytes in
            var decoder = unsafe WireDecoder(reading: bytes)
            do throws(WireError) {
                let description = try StatisticsDescription(from: &decoder)
                try decoder.finish()
                return description
            } catch {
                return nil
            }
        }
        guard let description else { throw .malformed("its description cannot be read") }
        let limit = StatisticsDescription.nameLimitBytes
        guard description.image.utf8.count <= limit, description.hostName.utf8.count <= limit else {
            throw .malformed("a name has more than \(limit) bytes")
        }
        guard description.hostProcess > 0, description.monitorProcess > 0 else {
            throw .malformed("a process has no number")
        }
        return description
    }

    private static func channel(
        _ bytes: [UInt8],
        at start: Int
    ) throws(StatisticsError) -> Channel {
        func value(_ index: Int) -> UInt64 { word(bytes, start + index * 8) }
        let state = value(StatisticsLayout.stateWord)
        guard let known = StatisticsLayout.State(rawValue: state) else {
            throw .malformed("a channel is in state \(state)")
        }
        return Channel(
            calls: value(StatisticsLayout.callsWord),
            failures: value(StatisticsLayout.failuresWord),
            sleeps: value(StatisticsLayout.sleepsWord),
            hostCalls: value(StatisticsLayout.hostCallsWord),
            state: known,
            latencies: (0..<LatencyScale.bucketCount).map {
                value(StatisticsLayout.latenciesWord + $0)
            }
        )
    }

    private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
        bytes[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static func half(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension StatisticsReading {
    /// The sum over all channels; what is too large stays at the largest number.
    package func sum(_ counter: (Channel) -> UInt64) -> UInt64 {
        channels.reduce(0) { sum, channel in
            let (next, overflow) = sum.addingReportingOverflow(counter(channel))
            return overflow ? .max : next
        }
    }

    /// All channels' calls by how long they took.
    package var latencies: [UInt64] {
        (0..<LatencyScale.bucketCount).map { bucket in sum { $0.latencies[bucket] } }
    }

    /// The number of channels in a state.
    package func count(_ state: StatisticsLayout.State) -> Int {
        channels.count { $0.state == state }
    }
}
