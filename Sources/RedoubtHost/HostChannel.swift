internal import CRedoubtABI
internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// The host's end of one enclave thread's channel.
///
/// Used by one call at a time.
///
/// The enclave can write to all of the channel at any time. So no byte of a message is read twice: it is copied into
/// memory of the host, and only the copy is looked at.
@safe
final class HostChannel: @unchecked Sendable {
    let index: Int
    private let memory: ChannelMemory
    private let hostArea: UnsafeMutableRawPointer
    private let enclaveArea: UnsafeMutableRawPointer
    /// Where messages are copied to before they are looked at.
    private let window: UnsafeMutableRawBufferPointer
    private let payloadBytes: Int
    private let hostSequence: SharedWord
    private let enclaveSequence: SharedWord
    private let hostSleeping: SharedWord
    private let enclaveSleeping: SharedWord
    private var sentSequence: UInt32 = 0
    private var seenSequence: UInt32 = 0
    private var spinBudget: SpinBudget
    /// Whether the enclave slept when the last message was handed over: then its waking takes most of the time.
    private var wakesEnclave = false
    /// Keeps the memory of the counters.
    private let statistics: StatisticsPage?
    /// Where the channel's calls are counted.
    let counters: CallCounters?
    /// The most that was copied since the last reset.
    private var copiedBytes = 0

    init(_ memory: ChannelMemory, index: Int, spinLimit: UInt32, statistics: StatisticsPage?) {
        self.index = index
        self.statistics = statistics
        // SAFETY: the page lives as long as the channel.
        counters = unsafe statistics?.counters(index)
        spinBudget = SpinBudget(limit: spinLimit)
        self.memory = memory
        let base = unsafe memory.channel(index)
        unsafe hostArea = base + memory.layout.hostAreaOffset
        unsafe enclaveArea = base + memory.layout.enclaveAreaOffset
        payloadBytes = memory.layout.payloadBytes
        unsafe window = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(payloadBytes, WireLimits.windowBytes),
            alignment: 16
        )
        hostSequence = memory.hostSequence(index)
        enclaveSequence = memory.enclaveSequence(index)
        hostSleeping = memory.hostSleeping(index)
        enclaveSleeping = memory.enclaveSleeping(index)
    }

    deinit { unsafe window.deallocate() }

    /// Forgets all that has crossed, in both directions: the conversation begins anew.
    func reset() {
        // SAFETY: no more than the window's size is ever copied there.
        if let start = unsafe window.baseAddress { unsafe redoubt_wipe(start, copiedBytes) }
        copiedBytes = 0
        sentSequence = 0
        seenSequence = 0
    }

    /// Writes a message's payload, straight into the channel, and hands it over.
    ///
    /// - Throws: what `payload` throws; then nothing was handed over.
    func send(
        _ kind: redoubt_message_kind,
        interface: UInt64 = 0,
        method: UInt32 = 0,
        status: CallStatus = .value,
        patience: redoubt_patience = REDOUBT_PATIENCE_USUAL,
        payload: (inout WireEncoder) throws(WireError) -> Void
    ) throws(WireError) {
        var encoder = unsafe makeEncoder()
        try payload(&encoder)
        send(
            kind,
            interface: interface,
            method: method,
            status: status,
            detail: patience.rawValue,
            lengthBytes: encoder.count
        )
    }

    /// An encoder over the payload of the host's next message.
    ///
    /// The call that uses this channel may use it until it hands the message over.
    @unsafe
    func makeEncoder() -> WireEncoder {
        // SAFETY: the area lies in `memory`, and the call that uses this channel is its only writer here.
        unsafe WireEncoder(
            writingTo: UnsafeMutableRawBufferPointer(
                start: hostArea + ChannelLayout.headerBytes,
                count: payloadBytes
            )
        )
    }

    /// Hands the reply to a call of the enclave's over, whose payload has been written.
    func reply(_ status: CallStatus, lengthBytes: Int, piece: StreamPiece = .end) {
        let carriesPayload = status == .value || status == .failure
        send(
            REDOUBT_MESSAGE_OCALL_REPLY,
            status: status,
            detail: piece.rawValue,
            lengthBytes: carriesPayload ? lengthBytes : 0
        )
    }

    private func send(
        _ kind: redoubt_message_kind,
        interface: UInt64 = 0,
        method: UInt32 = 0,
        status: CallStatus,
        detail: UInt32 = 0,
        lengthBytes: Int
    ) {
        sentSequence &+= 1
        let message = redoubt_message(
            sequence: 0,
            kind: kind.rawValue,
            length_bytes: UInt32(lengthBytes),
            method: method,
            interface: interface,
            status: status.rawValue,
            detail: detail
        )
        // SAFETY: a header is at the start of every area. Its sequence word is left to the atomic store.
        unsafe withUnsafeBytes(of: message) { header in
            unsafe UnsafeMutableRawBufferPointer(start: hostArea + 4, count: 28)
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: header[4...]))
        }
        hostSequence.publish(sentSequence)
        // The enclave sets the flag before it looks at the word again: one of the two always notices.
        wakesEnclave = enclaveSleeping.load() != 0
        if wakesEnclave { hostSequence.wakeAll() }
    }

    /// Whether the enclave's thread sleeps, by its own word.
    var isEnclaveAsleep: Bool { enclaveSleeping.load() != 0 }

    /// Looks for a message, as often as is worth while.
    ///
    /// Now and then it offers the processor to others: the thread that is to write the message may be waiting for just
    /// this one. It does so from the beginning if it has woken that thread, which is then likely to be so, and soon if
    /// there are more threads at work than processors.
    func spin(isCrowded: Bool) -> Bool {
        // Out of the object, for the closure looks at it too.
        var budget = spinBudget
        defer { spinBudget = budget }
        let patience =
            wakesEnclave ? 0 : isCrowded ? Self.looksBetweenOffers : budget.limit / 8
        var offered: UInt64?
        return budget.spin(isDue: wakesEnclave) { look in
            if takeSequence() { return .found }
            guard look >= patience, look % Self.looksBetweenOffers == 0 else {
                redoubt_relax()
                return .nothing
            }
            // The time that others take is not in the number of looks.
            let now = MonotonicTime.now()
            if let offered {
                if now &- offered > Self.offeringNanoseconds { return .pointless }
            } else {
                offered = now
            }
            sched_yield()
            return .nothing
        }
    }

    /// How long the processor is offered to others before this side sleeps: where many want it, to look on is to stand
    /// in their queue again and again.
    private static let offeringNanoseconds: UInt64 = 500_000

    /// About a microsecond: the system call takes a part of that, if nobody else wants the processor.
    private static let looksBetweenOffers: UInt32 = 64

    /// Sleeps until there may be a message or the time is over.
    ///
    /// Blocks the thread.
    func sleep(timeoutNanoseconds: Int64) -> Bool {
        hostSleeping.store(1)
        defer { hostSleeping.store(0) }
        if takeSequence() { return true }
        enclaveSequence.wait(while: seenSequence, timeoutNanoseconds: timeoutNanoseconds)
        return takeSequence()
    }

    /// Wakes whoever sleeps.
    ///
    /// The enclave's end has been asked for, so its word is the host's.
    func wakeForStop() {
        enclaveSequence.store(enclaveSequence.load() ^ 0x8000_0000)
        enclaveSequence.wakeAll()
    }

    private func takeSequence() -> Bool {
        let sequence = enclaveSequence.load()
        guard sequence != seenSequence else { return false }
        seenSequence = sequence
        return true
    }

    /// A copy of the header of the message that was found.
    func receive() -> redoubt_message {
        var message = redoubt_message()
        // SAFETY: a header is at the start of every area.
        unsafe redoubt_copy_from_shared(&message, enclaveArea, ChannelLayout.headerBytes)
        return message
    }

    /// A decoder over the message's payload, which it reads once, through a window of the host's; nil if the message
    /// claims more than there can be.
    ///
    /// Valid until the next one is made.
    func payload(of message: redoubt_message) -> WireDecoder? {
        let count = Int(message.length_bytes)
        guard count <= payloadBytes else { return nil }
        copiedBytes = unsafe max(copiedBytes, min(count, window.count))
        // SAFETY: the area has room for `payloadBytes`, and the window is this call's.
        return unsafe WireDecoder(
            readingShared: UnsafeRawBufferPointer(
                start: enclaveArea + ChannelLayout.headerBytes,
                count: count
            ),
            through: window
        )
    }
}
