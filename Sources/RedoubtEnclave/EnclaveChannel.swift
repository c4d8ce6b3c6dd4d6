#if hasFeature(Embedded)
internal import CRedoubtABI
internal import CRedoubtEnclave
internal import RedoubtABI
internal import Synchronization

/// The enclave's end of one thread's channel.
///
/// Used by its own thread only.
///
/// The host can write to all of the channel at any time. So no byte of it is read twice: it is copied into private
/// memory, lengths are clamped there, and only the copy is looked at. What the enclave writes there it never reads
/// back.
@safe
final class EnclaveChannel: @unchecked Sendable {
    private let hostArea: UnsafeMutableRawPointer
    private let enclaveArea: UnsafeMutableRawPointer
    private let hostSequence: UnsafeMutablePointer<Atomic<UInt32>>
    private let enclaveSequence: UnsafeMutablePointer<Atomic<UInt32>>
    private let hostSleeping: UnsafeMutablePointer<Atomic<UInt32>>
    private let enclaveSleeping: UnsafeMutablePointer<Atomic<UInt32>>
    /// The private memory that messages are copied to before they are looked at.
    private let window: UnsafeMutableRawBufferPointer
    private let payloadBytes: Int
    private var spinBudget: SpinBudget
    /// Whether the host has said that others wait for the processor.
    private var isCrowded = false
    private var seenSequence: UInt32 = 0
    private var sentSequence: UInt32 = 0
    /// Whether the host listens: a call of it is being served.
    private(set) var isServing = false
    /// The stream of which a piece was asked for ahead of its need, and has not been looked at.
    var awaitedPiece: UInt32?
    /// A piece that came ahead of its need.
    var pieceAhead: PieceAhead?

    init(thread: Int) {
        let platform = unsafe redoubt_platform().pointee
        let areaBytes = Int(platform.area_size_bytes)
        let address = AddressSpace.channels + UInt64(thread) * platform.channel_stride_bytes
        // SAFETY: the monitor, which the enclave trusts, has mapped the channel there and given its sizes.
        guard let base = unsafe UnsafeMutableRawPointer(bitPattern: UInt(address)) else {
            redoubt_abort(REDOUBT_ABORT_ABI_MISMATCH)
        }
        unsafe hostArea = base + Int(REDOUBT_CHANNEL_AREAS)
        unsafe enclaveArea = hostArea + areaBytes
        unsafe hostSequence = hostArea.assumingMemoryBound(to: Atomic<UInt32>.self)
        unsafe enclaveSequence = enclaveArea.assumingMemoryBound(to: Atomic<UInt32>.self)
        unsafe hostSleeping = (base + ChannelLayout.hostSleepingOffset)
            .assumingMemoryBound(to: Atomic<UInt32>.self)
        unsafe enclaveSleeping = (base + ChannelLayout.enclaveSleepingOffset)
            .assumingMemoryBound(to: Atomic<UInt32>.self)
        payloadBytes = areaBytes - ChannelLayout.headerBytes
        unsafe window = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(payloadBytes, WireLimits.windowBytes),
            alignment: 16
        )
        spinBudget = SpinBudget(limit: platform.spin_limit)
    }

    /// Tells the host that this thread serves calls.
    func announce() {
        send(REDOUBT_MESSAGE_READY)
    }

    /// Waits for a call and serves it.
    func serveNextCall(_ dispatch: ThreadServer.Dispatch) {
        let call = receive()
        guard call.kind == REDOUBT_MESSAGE_ECALL.rawValue else {
            send(REDOUBT_MESSAGE_ECALL_REPLY, status: .unknownMethod)
            return
        }
        isCrowded = call.detail == REDOUBT_PATIENCE_SHORT.rawValue
        isServing = true
        var reply = unsafe WireEncoder(writingTo: enclavePayload)
        var status = CallStatus.malformedArguments
        if Int(call.length_bytes) <= payloadBytes {
            // What was printed outside a call. The reply to it has no payload, so the area stays as it is.
            EnclaveLog.flush(to: self)
            // The window is written again only by this decoder, or when this thread receives again: by a call to the
            // host, whose reply comes from the same adversary as these arguments, and stays in bounds.
            var arguments = payload(of: call)
            status = dispatch(call.interface, call.method, &arguments, &reply)
        }
        endStreams()
        let carriesPayload = status == .value || status == .failure
        isServing = false
        send(
            REDOUBT_MESSAGE_ECALL_REPLY,
            status: status,
            lengthBytes: carriesPayload ? reply.count : 0
        )
    }

    /// Makes a call to the host and waits for its reply.
    func callHost<Reply: WireCodable, Failure: WireCodable & Error>(
        _ method: InterfaceMethod,
        _ arguments: (inout WireEncoder) throws(WireError) -> Void
    ) -> HostCallOutcome<Reply, Failure> {
        guard isServing else { return .error(.notServed) }
        takeAwaitedPiece()
        var encoder = unsafe WireEncoder(writingTo: enclavePayload)
        do throws(WireError) {
            try arguments(&encoder)
        } catch {
            return .error(.argumentsTooLarge)
        }
        send(
            REDOUBT_MESSAGE_OCALL,
            interface: method.interface.rawValue,
            method: method.index,
            lengthBytes: encoder.count
        )
        let answer = receive()
        guard answer.kind == REDOUBT_MESSAGE_OCALL_REPLY.rawValue,
            let status = CallStatus(rawValue: answer.status),
            Int(answer.length_bytes) <= payloadBytes
        else { return .error(.malformedReply) }
        // Nothing receives on this thread before the value has been read.
        var decoder = payload(of: answer)
        do throws(WireError) {
            switch status {
            case .value:
                let value = try Reply(from: &decoder)
                try decoder.finish()
                return .reply(value)
            case .failure:
                let failure = try Failure(from: &decoder)
                try decoder.finish()
                return .failure(failure)
            case .unknownInterface, .unknownMethod: return .error(.notServed)
            case .handlerFailed, .replyTooLarge, .malformedArguments: return .error(.handlerFailed)
            }
        } catch {
            return .error(.malformedReply)
        }
    }

    /// Where the payload of the enclave's next message goes.
    var enclavePayload: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(
            start: enclaveArea + ChannelLayout.headerBytes,
            count: payloadBytes
        )
    }

    /// A decoder over a payload that is no longer than an area, as was checked.
    func payload(of message: redoubt_message) -> WireDecoder {
        // SAFETY: the area has room for `payloadBytes`, and the window is this thread's.
        unsafe WireDecoder(
            readingShared: UnsafeRawBufferPointer(
                start: hostArea + ChannelLayout.headerBytes,
                count: min(Int(message.length_bytes), payloadBytes)
            ),
            through: window
        )
    }

    /// Waits until the host hands a message over, and copies its header.
    func receive() -> redoubt_message {
        waitForHost()
        var message = redoubt_message()
        // SAFETY: a header is at the start of every area.
        unsafe redoubt_copy_from_shared(&message, hostArea, ChannelLayout.headerBytes)
        return message
    }

    /// How often the processor is offered to others before this thread sleeps: to be woken takes longer than all these.
    private static let offers = 64

    private func waitForHost() {
        // Out of the object, for the closure looks at it too.
        var budget = spinBudget
        let isThere = budget.spin(isCrowded: isCrowded) { _ in
            if takeSequence() { return .found }
            redoubt_relax()
            return .nothing
        }
        spinBudget = budget
        if isThere { return }
        // The host's thread may be waiting for just this processor.
        for _ in 0..<(isCrowded ? Self.offers : 0) {
            redoubt_doorbell(REDOUBT_DOORBELL_YIELD, 0, nil)
            if takeSequence() { return }
        }
        // SAFETY, here and below: the words lie within the channel, are aligned, and only ever atomic.
        while true {
            // The flag is set before the word is looked at again, and the host writes the word before it
            // looks at the flag: one of the two always notices.
            unsafe enclaveSleeping.pointee.store(1, ordering: .sequentiallyConsistent)
            if takeSequence() { break }
            unsafe redoubt_doorbell(REDOUBT_DOORBELL_SLEEP, seenSequence, hostSequence)
            if takeSequence() { break }
        }
        unsafe enclaveSleeping.pointee.store(0, ordering: .relaxed)
    }

    private func takeSequence() -> Bool {
        let sequence = unsafe hostSequence.pointee.load(ordering: .sequentiallyConsistent)
        guard sequence != seenSequence else { return false }
        seenSequence = sequence
        return true
    }

    func send(
        _ kind: redoubt_message_kind,
        interface: UInt64 = 0,
        method: UInt32 = 0,
        status: CallStatus = .value,
        detail: UInt32 = 0,
        lengthBytes: Int = 0
    ) {
        sentSequence &+= 1
        let message = redoubt_message(
            sequence: 0,
            kind: kind.rawValue,
            length_bytes: UInt32(truncatingIfNeeded: lengthBytes),
            method: method,
            interface: interface,
            status: status.rawValue,
            detail: detail
        )
        // SAFETY: a header is at the start of every area. Its sequence word is left to the atomic store.
        unsafe withUnsafeBytes(of: message) { header in
            let rest = unsafe UnsafeRawBufferPointer(rebasing: header[4...])
            unsafe (enclaveArea + 4).copyMemory(
                from: rest.baseAddress.unsafelyUnwrapped,
                byteCount: 28
            )
        }
        unsafe enclaveSequence.pointee.store(sentSequence, ordering: .releasing)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if unsafe hostSleeping.pointee.load(ordering: .sequentiallyConsistent) != 0 {
            unsafe redoubt_doorbell(REDOUBT_DOORBELL_WAKE_HOST, 0, enclaveSequence)
        }
    }
}
#endif
