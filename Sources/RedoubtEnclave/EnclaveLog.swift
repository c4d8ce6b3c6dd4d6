#if hasFeature(Embedded)
internal import RedoubtABI
internal import Synchronization

/// Gathers what is printed and hands whole lines to the host.
///
/// Lines leave the enclave in the clear: never print a secret. What is printed outside a call waits for
/// the next one; when 4 KiB wait, the oldest lines are dropped.
enum EnclaveLog {
    private static let pending = Mutex<[UInt8]>([])
    /// Whether something is pending: looked at in every call, which should not take a lock for it.
    private static let isPending = Atomic<Bool>(false)

    static func append(_ byte: UInt8) {
        pending.withLock { bytes in
            if bytes.count >= RuntimeInterface.logLimitBytes {
                bytes.removeFirst(RuntimeInterface.logLimitBytes / 2)
            }
            bytes.append(byte)
            isPending.store(true, ordering: .relaxed)
        }
        if byte == 0x0A, let channel = ThreadServer.currentChannel, channel.isServing {
            flush(to: channel)
        }
    }

    /// Sends what waits.
    ///
    /// The host may ignore it; a failure is not the enclave's concern.
    static func flush(to channel: EnclaveChannel) {
        // What another thread prints at this moment waits for the next call.
        guard isPending.load(ordering: .relaxed) else { return }
        let bytes = pending.withLock { bytes in
            let taken = bytes
            bytes = []
            isPending.store(false, ordering: .relaxed)
            return taken
        }
        guard !bytes.isEmpty else { return }
        let _: HostCallOutcome<NoValue, Never> = channel.callHost(RuntimeInterface.log) {
            (encoder: inout WireEncoder) throws(WireError) in
            try bytes.encode(to: &encoder)
        }
    }
}
#endif
