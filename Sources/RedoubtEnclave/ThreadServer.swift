#if hasFeature(Embedded)
internal import CRedoubtABI
internal import CRedoubtEnclave
internal import RedoubtABI
internal import Synchronization

/// Serves calls, one loop per enclave thread.
enum ThreadServer {
    typealias Dispatch =
        @Sendable (
            _ interface: UInt64, _ method: UInt32,
            _ arguments: inout WireDecoder, _ reply: inout WireEncoder
        ) -> CallStatus

    /// Written once by thread 0, before `isReady` is set; read by all after they saw it set.
    nonisolated(unsafe) private static var dispatch: Dispatch?
    /// One per thread; each element is written and read by its own thread only.
    nonisolated(unsafe) private static var channels: [EnclaveChannel?] = []
    private static let isReady = Atomic<Bool>(false)

    /// The channel of the calling thread, while it serves a call.
    static var currentChannel: EnclaveChannel? {
        guard isReady.load(ordering: .acquiring) else { return nil }
        let index = unsafe Int(redoubt_thread_self().pointee.index)
        guard unsafe channels.indices.contains(index) else { return nil }
        return unsafe channels[index]
    }

    static func start(_ body: @escaping Dispatch) -> Never {
        unsafe dispatch = body
        unsafe channels = (0..<Enclave.threadCount).map { EnclaveChannel(thread: $0) }
        isReady.store(true, ordering: .releasing)
        serveThisThread()
    }

    static func serveThisThread() -> Never {
        var step: UInt32 = 0
        while !isReady.load(ordering: .acquiring) {
            unsafe redoubt_spin_step(&step)
        }
        guard let channel = currentChannel, let dispatch = unsafe dispatch else {
            redoubt_abort(REDOUBT_ABORT_ABI_MISMATCH)
        }
        channel.announce()
        while true {
            channel.serveNextCall(dispatch)
        }
    }
}

/// Where the C floor sends every thread but the first.
@c(redoubt_serve_thread)
func serveThread() -> Never {
    ThreadServer.serveThisThread()
}

/// Where the C floor sends what `print` prints.
@c(redoubt_log_bytes)
func logBytes(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    for index in 0..<count {
        // SAFETY: the caller passes `count` readable bytes.
        unsafe EnclaveLog.append(bytes[index])
    }
}
#endif
