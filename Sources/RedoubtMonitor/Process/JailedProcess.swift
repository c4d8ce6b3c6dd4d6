internal import CRedoubtABI
internal import CRedoubtMonitor
internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// The process that an enclave runs in when there is no virtual machine.
///
/// It maps the same pages at the same addresses, gives up its descriptors and system calls, and enters.
public enum JailedProcess {
    /// The argument that makes the monitor's executable such a process.
    public static let argument = "--jailed-process"
    static let imageDescriptor: Int32 = 3
    static let channelsDescriptor: Int32 = 4
    static let recordDescriptor: Int32 = 5
    static let keysDescriptor: Int32 = 6
    static let alternateStackBytes = 16 << 10

    /// Becomes the enclave.
    ///
    /// Does not return: a failure ends the process.
    public static func run(_ arguments: [String]) -> Never {
        do throws(BackendError) {
            try enter(arguments)
        } catch {
            StandardError.write("redoubt-monitor: \(error)")
            _exit(REDOUBT_EXIT_SETUP)
        }
    }

    private static func enter(_ arguments: [String]) throws(BackendError) -> Never {
        TerminalSignals.ignore()
        // The monitor may have ended before this process asked to end with it: then another is its parent.
        guard arguments.count == 4, let kind = UInt8(arguments[0]),
            let platform = UInt8(arguments[1]), let spinLimit = UInt32(arguments[2]),
            let monitor = Int32(arguments[3]),
            let memory = IsolationLevel.Memory(rawValue: kind),
            let mode = PlatformMode(rawValue: platform),
            redoubt_end_with_parent() == 0, getppid() == monitor, redoubt_harden_process() == 0,
            redoubt_close_from(UInt32(keysDescriptor) + 1) == 0
        else { throw .failed("started by something else than a monitor") }
        let image: EnclaveImage
        switch ImageFile.read(OwnedDescriptor(imageDescriptor)) {
        case .success(let read): image = read
        case .failure(let error): throw .failed("\(error.refusal)")
        }
        guard let layout = ChannelLayout(payloadBytes: image.configuration.channelBytes) else {
            throw .failed("the channel's size is outside of its limits")
        }
        try recordFaults()
        let space = JailedAddressSpace(
            image: image,
            level: IsolationLevel(.process, memory),
            mode: mode,
            spinLimit: spinLimit,
            channels: layout
        )
        let threads: [JailedAddressSpace.Thread]
        do throws(BackendError) {
            threads = try space.map()
        } catch {
            guard case .refusedImage(let reason) = error else { throw error }
            StandardError.write("redoubt-monitor: \(reason)")
            _exit(REDOUBT_EXIT_MEASUREMENT)
        }
        for descriptor in 0...keysDescriptor { close(descriptor) }
        try start(threads)
    }

    private static func recordFaults() throws(BackendError) {
        let size = Int(AddressSpace.pageSizeBytes)
        guard
            let page = unsafe mmap(
                nil,
                size,
                PROT_READ | PROT_WRITE,
                MAP_SHARED,
                recordDescriptor,
                0
            ),
            unsafe page != MAP_FAILED,
            unsafe redoubt_record_faults(page.assumingMemoryBound(to: redoubt_fault_record.self))
                == 0
        else { throw .failed("recording faults: errno \(errno)") }
    }

    private static func start(
        _ threads: [JailedAddressSpace.Thread]
    ) throws(BackendError) -> Never {
        let filter = SystemCallFilter.jailedEnclave.program
        let count = threads.count
        for thread in threads.dropFirst() {
            do throws(SystemError) {
                try SystemThread.start { enterEnclave(thread, of: count, filter: filter) }
            } catch {
                throw .failed(error.description)
            }
        }
        enterEnclave(threads[0], of: count, filter: filter)
    }

    private static func enterEnclave(
        _ thread: JailedAddressSpace.Thread,
        of count: Int,
        filter: [sock_filter]
    ) -> Never {
        let base = UInt(AddressSpace.enclave)
        if let code = unsafe UnsafeRawPointer(
            bitPattern: base + UInt(thread.control.entryOffset)
        ),
            let stack = unsafe UnsafeMutableRawPointer(bitPattern: thread.alternateStack)
        {
            // SAFETY: both were mapped by JailedAddressSpace; the image's reader has checked the entry, and
            // the control structure was measured.
            unsafe filter.withUnsafeBufferPointer { filter in
                guard let program = filter.baseAddress else { return }
                unsafe redoubt_enter_process_enclave(
                    code,
                    UInt64(base) + UInt64(thread.control.threadDataOffset),
                    stack,
                    alternateStackBytes,
                    UInt32(count),
                    program,
                    UInt16(filter.count)
                )
            }
        }
        _exit(REDOUBT_EXIT_SETUP)
    }
}
