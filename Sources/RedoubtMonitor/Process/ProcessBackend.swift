internal import CRedoubtABI
internal import CRedoubtMonitor
internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKeys

/// Seals an enclave in a process that has given up every system call but to sleep, to wake and to end.
///
/// The process is another run of this executable (see ``JailedProcess``), so that nothing of the monitor's
/// memory is in it. The monitor only waits for its end, and says how it ended.
enum ProcessBackend {
    /// Launches an enclave.
    ///
    /// The process runs until it stops, and with it this one.
    ///
    /// - Parameters:
    ///   - parts: what it is launched from.
    ///   - keys: given away: the jailed process maps them, and its enclave wipes them.
    /// - Returns: the descriptors that are in use as long as it runs.
    /// - Throws: ``BackendError``.
    static func start(_ parts: EnclaveParts, _ keys: KeyPages) throws(BackendError) -> [Int32] {
        if parts.level.memory == .private {
            try SecretMemory.checkAvailability(
                neededBytes: SecretMemory.neededBytes(parts.image.layout)
            )
        }
        // The jailed process measures what it has mapped; a file that is damaged is refused before it starts.
        do throws(ImageError) {
            try parts.image.checkMeasurement(parts.image.measured())
        } catch {
            throw .refusedImage(error.description)
        }
        let image = try sealedCopy(of: parts.image.encoded())
        let record = try FaultRecord()
        let process = try spawn(parts, image: image, record: record, keys: keys)
        keys.discard()
        MonitorJail.leaveFileSystem()
        do throws(SystemError) {
            try SystemThread.start {
                do throws(BackendError) {
                    try SystemCallFilter.watchingThread.install()
                } catch {
                    parts.link.stop(.monitorFailed("\(error)"))
                }
                parts.link.stop(waitForEnd(of: process, parts: parts, record: record))
            }
        } catch {
            throw .failed(error.description)
        }
        return [process]
    }

    /// The image as memory, so that the jailed process needs no file.
    private static func sealedCopy(of bytes: [UInt8]) throws(BackendError) -> OwnedDescriptor {
        let memory = unsafe redoubt_sealed_memory("redoubt-image", bytes.count)
        guard memory >= 0 else { throw .failed("memfd_create for the image: errno \(-memory)") }
        let owned = OwnedDescriptor(memory)
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe pwrite(
                    memory,
                    buffer.baseAddress.unsafelyUnwrapped + written,
                    bytes.count - written,
                    off_t(written)
                )
            }
            guard count > 0 else { throw .failed("writing the image: errno \(errno)") }
            written += count
        }
        return owned
    }

    private static func spawn(
        _ parts: EnclaveParts,
        image: borrowing OwnedDescriptor,
        record: FaultRecord,
        keys: KeyPages
    ) throws(BackendError) -> Int32 {
        let arguments = [
            "redoubt-monitor", JailedProcess.argument, String(parts.level.memory.rawValue),
            String(parts.mode.rawValue), String(parts.spinLimit), String(getpid()),
        ]
        // The child finds its descriptors by number; it closes all others itself.
        let inherited: [(Int32, Int32)] = [
            (image.rawValue, JailedProcess.imageDescriptor),
            (parts.channels.rawDescriptor, JailedProcess.channelsDescriptor),
            (record.rawDescriptor, JailedProcess.recordDescriptor),
            (keys.rawDescriptor, JailedProcess.keysDescriptor),
        ]
        do throws(SystemError) {
            let process = try ChildProcess.spawn(
                path: "/proc/self/exe",
                arguments: arguments,
                environment: ChildProcess.libraryPath,
                inherited: inherited
            )
            return try SystemError.check("pidfd_open", redoubt_process_descriptor(process))
        } catch {
            throw .failed(error.description)
        }
    }

    private static func waitForEnd(
        of process: Int32,
        parts: EnclaveParts,
        record: FaultRecord
    ) -> StopReason {
        var code: Int32 = 0
        var status: Int32 = 0
        guard unsafe redoubt_process_wait(process, &code, &status) >= 0 else {
            return .monitorFailed("waitid of the jailed process")
        }
        let exited = code == CInt(CLD_EXITED)
        if exited && status == REDOUBT_EXIT_SETUP {
            return .monitorFailed("the jailed process could not be set up")
        }
        if exited && status == REDOUBT_EXIT_MEASUREMENT {
            return .monitorFailed("measurement check: the jailed process loaded something else")
        }
        if exited && status == REDOUBT_EXIT_FAULT {
            return describe(record.read(), parts)
        }
        if exited {
            guard let abort = StopReason.Abort(rawValue: UInt32(status)) else {
                return .monitorFailed("the jailed process ended with status \(status)")
            }
            return .abort(abort)
        }
        // Ended by a signal: by its seccomp filter, by a fault that its handler could not record, or from
        // outside.
        switch status {
        case SIGSYS, SIGILL, SIGTRAP, SIGFPE:
            return parts.fault(.illegalOperation, instruction: nil, address: nil)
        case SIGSEGV, SIGBUS:
            return parts.fault(.memoryAccess, instruction: nil, address: nil)
        default:
            return .monitorLost
        }
    }

    private static func describe(_ fault: redoubt_fault_record, _ parts: EnclaveParts) -> StopReason
    {
        // A general protection fault (a privileged instruction) comes as SIGSEGV from the kernel itself,
        // without an address.
        let isAccess =
            (fault.signal == UInt32(SIGSEGV) && fault.code != UInt32(SI_KERNEL))
            || fault.signal == UInt32(SIGBUS)
        guard isAccess else {
            return parts.fault(.illegalOperation, instruction: fault.instruction, address: nil)
        }
        return parts.fault(
            parts.cause(ofAccessTo: fault.address),
            instruction: fault.instruction,
            address: fault.address
        )
    }
}
