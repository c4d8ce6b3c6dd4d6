internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// Memory that the kernel removes from everybody's view but the process's that mapped it: `memfd_secret`.
enum SecretMemory {
    /// Checks that there is such memory, and enough of it.
    static func checkAvailability(neededBytes needed: Int) throws(BackendError) {
        let memory = redoubt_secret_memory(needed)
        guard memory >= 0 else {
            throw .unavailable(
                "the kernel has no memfd_secret: Linux 6.5 or later has it, earlier ones with "
                    + "secretmem.enable=1 on the kernel's command line"
            )
        }
        defer { close(memory) }
        // The kernel checks the limit when the memory is mapped, and gives pages only when they are touched.
        let mapping = unsafe mmap(nil, needed, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0)
        guard unsafe mapping != MAP_FAILED else {
            let failure = errno
            guard failure == EAGAIN || failure == ENOMEM else {
                throw .failed("mmap of secret memory: errno \(failure)")
            }
            throw .unavailable(
                "private memory counts as locked memory, of which the process may have "
                    + "\(redoubt_locked_memory_limit()) bytes and the enclave needs \(needed): raise "
                    + "the limit (ulimit -l, or LimitMEMLOCK= of the service)"
            )
        }
        unsafe munmap(mapping, needed)
    }

    /// Keeps the machine from hibernating as long as this process lives: the image on disk would hold all memory.
    ///
    /// The kernel hibernates no machine on which somebody has secret memory. One page is enough, and it takes no
    /// memory, because nobody touches it. Without `memfd_secret` there is no such means.
    static func forbidHibernation() {
        let size = sysconf(Int32(_SC_PAGESIZE))
        let memory = redoubt_secret_memory(size)
        guard memory >= 0 else { return }
        // The mapping stays when the descriptor is closed.
        _ = unsafe mmap(nil, size, PROT_NONE, MAP_SHARED, memory, 0)
        close(memory)
    }

    /// Bytes of the enclave that hold data.
    static func neededBytes(_ layout: EnclaveLayout) -> Int {
        let data = layout.regions.filter { $0.permissions.contains(.write) }
        return data.map(\.sizeBytes).reduce(0, +)
            + layout.configuration.threadCount * JailedProcess.alternateStackBytes
            + Int(AddressSpace.keysSizeBytes)
    }
}
