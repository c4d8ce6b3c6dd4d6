internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// Memory that the kernel removes from everybody's view but the process's that mapped it: `memfd_secret`.
enum SecretMemory {
    /// Checks that there is such memory, and enough of it.
    static func checkAvailability(neededBytes needed: Int) throws(BackendError) {
        let memory = redoubt_secret_memory(Int(AddressSpace.pageSizeBytes))
        guard memory >= 0 else {
            throw .unavailable(
                "the kernel has no memfd_secret: Linux 6.5 or later has it, earlier ones with "
                    + "secretmem.enable=1 on the kernel's command line"
            )
        }
        close(memory)
        let limit = redoubt_locked_memory_limit()
        guard geteuid() == 0 || limit >= UInt64(needed) else {
            throw .unavailable(
                "private memory counts as locked memory, of which the user may have "
                    + "\(limit) bytes and the enclave needs \(needed): raise the limit "
                    + "(ulimit -l, or LimitMEMLOCK= of the service)"
            )
        }
    }

    /// Bytes of the enclave that hold data.
    static func neededBytes(_ layout: EnclaveLayout) -> Int {
        let data = layout.regions.filter { $0.permissions.contains(.write) }
        return data.map(\.sizeBytes).reduce(0, +)
            + layout.configuration.threadCount * JailedProcess.alternateStackBytes
    }
}
