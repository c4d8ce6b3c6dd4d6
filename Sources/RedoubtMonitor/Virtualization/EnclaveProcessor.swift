internal import CRedoubtABI
internal import CRedoubtMonitor
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKVM

/// One thread of an enclave: a virtual processor, and what its enclave asks for through the doorbell.
///
/// Used by the launching thread first and by the thread's own afterwards, never by both at a time.
final class EnclaveProcessor: @unchecked Sendable {
    private var processor: VirtualProcessor
    private let parts: EnclaveParts
    private let hostSequence: SharedWord
    private let enclaveSequence: SharedWord
    private let thread: Int
    /// Where it starts, and starts again after a reset.
    private var start: VirtualProcessor.Entry?

    init(_ processor: consuming VirtualProcessor, thread: Int, parts: EnclaveParts) {
        descriptor = processor.rawDescriptor
        self.processor = processor
        self.parts = parts
        self.thread = thread
        hostSequence = parts.channels.hostSequence(thread)
        enclaveSequence = parts.channels.enclaveSequence(thread)
    }

    /// The processor's descriptor, in use as long as the thread runs.
    let descriptor: Int32

    /// Runs the code that copies the image in, to its end.
    func runLaunchStub(addressSpace: UInt64) throws(BackendError) {
        let failure: String
        do throws(KVMError) {
            try processor.enter(
                at: .init(
                    pageTable: addressSpace,
                    instruction: GuestMemoryMap.launchStub,
                    stack: 0,
                    fsBase: 0,
                    argument: GuestMemoryMap.launchCopies
                )
            )
            let exit = try processor.runUntilExit()
            if exit == .doorbell(port: UInt32(REDOUBT_LAUNCH_DONE), value: 0) { return }
            failure = "copying the image in ended with \(exit)"
        } catch {
            failure = error.description
        }
        throw .failed(failure)
    }

    /// Places the processor where the thread's control structure says.
    func enter(addressSpace: UInt64, at control: ThreadControl) throws(BackendError) {
        let entry = VirtualProcessor.Entry(
            pageTable: addressSpace,
            instruction: AddressSpace.enclave + UInt64(control.entryOffset),
            stack: 0,
            fsBase: AddressSpace.enclave + UInt64(control.threadDataOffset),
            argument: 0
        )
        start = entry
        try orFail { () throws(KVMError) in try processor.enter(at: entry) }
    }

    /// Waits until all threads have come here and the enclave's memory is as it was at first, and goes back to the
    /// start with empty registers.
    private func startAgain(in machine: VirtualizationBackend) {
        do throws(BackendError) {
            try parts.resets.arrive(isFirst: thread == 0) { () throws(BackendError) in
                try machine.reload(with: self)
            }
            guard let start else { throw .failed("a thread that never started was reset") }
            try orFail { () throws(KVMError) in
                try processor.clearVectorRegisters()
                try processor.enter(at: start)
            }
        } catch {
            parts.link.stop(.monitorFailed("resetting the enclave: \(error)"))
        }
    }

    /// Runs the enclave's thread.
    ///
    /// Does not return: the end of one thread is the end of the enclave.
    ///
    /// - Parameter machine: kept for as long as the thread runs.
    func runUntilStopped(in machine: VirtualizationBackend) -> Never {
        do throws(BackendError) {
            try SystemCallFilter.processorThread.install()
        } catch {
            parts.link.stop(.monitorFailed("\(error)"))
        }
        parts.gate.pass()
        if thread == 0 { machine.writeKeys() }
        do throws(KVMError) {
            while true {
                switch try processor.runUntilExit() {
                case .doorbell(let port, let value):
                    serveDoorbell(port, value)
                    if parts.resets.isAskedFor { startAgain(in: machine) }
                case .shutdown: parts.link.stop(describeFault())
                case .other:
                    parts.link.stop(
                        parts.fault(.illegalOperation, instruction: nil, address: nil)
                    )
                }
            }
        } catch {
            parts.link.stop(.monitorFailed(error.description))
        }
    }

    private func serveDoorbell(_ port: UInt32, _ value: UInt32) {
        switch redoubt_doorbell(port) {
        case REDOUBT_DOORBELL_SLEEP:
            if !parts.resets.isAskedFor { hostSequence.wait(while: value) }
        case REDOUBT_DOORBELL_WAKE_HOST:
            enclaveSequence.wakeAll()
        case REDOUBT_DOORBELL_PAUSE:
            usleep(min(value, 1000))
        case REDOUBT_DOORBELL_YIELD:
            sched_yield()
        case REDOUBT_DOORBELL_ABORT:
            parts.link.stop(.abort(StopReason.Abort(rawValue: value) ?? .unknown))
        default:
            parts.link.stop(parts.fault(.illegalOperation, instruction: nil, address: nil))
        }
    }

    private func describeFault() -> StopReason {
        do throws(KVMError) {
            let fault = try processor.fault()
            guard let address = fault.address else {
                return parts.fault(
                    .illegalOperation,
                    instruction: fault.instruction,
                    address: nil
                )
            }
            return parts.fault(
                parts.cause(ofAccessTo: address),
                instruction: fault.instruction,
                address: address
            )
        } catch {
            return parts.fault(.illegalOperation, instruction: nil, address: nil)
        }
    }
}
