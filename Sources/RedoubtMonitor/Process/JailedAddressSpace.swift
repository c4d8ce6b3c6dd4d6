internal import CRedoubtABI
internal import CRedoubtMonitor
internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// Maps an enclave into the calling process, at the addresses that every backend uses.
struct JailedAddressSpace {
    let image: EnclaveImage
    let level: IsolationLevel
    let mode: PlatformMode
    let spinLimit: UInt32
    let channels: ChannelLayout

    /// What a thread needs to enter the enclave.
    struct Thread {
        let control: ThreadControl
        let alternateStack: UInt
    }

    /// Maps everything, measures what is there then, and returns what each thread needs.
    ///
    /// The mappings stay until the process ends.
    func map() throws(BackendError) -> [Thread] {
        let page = Int(AddressSpace.pageSizeBytes)
        try place(
            MachineCode.processGate,
            at: AddressSpace.gate,
            sizeBytes: page,
            [.read, .execute]
        )
        try place(
            try PlatformPage.make(
                level: level,
                mode: mode,
                spinLimit: spinLimit,
                channels: channels,
                threadCount: image.configuration.threadCount
            ),
            at: AddressSpace.platform,
            sizeBytes: page,
            [.read]
        )
        try mapMemory(
            at: AddressSpace.channels,
            sizeBytes: channels.strideBytes * image.configuration.threadCount,
            PROT_READ | PROT_WRITE,
            MAP_SHARED,
            JailedProcess.channelsDescriptor,
            offset: 0
        )
        try mapMemory(
            at: AddressSpace.keys,
            sizeBytes: Int(AddressSpace.keysSizeBytes),
            PROT_READ | PROT_WRITE,
            MAP_SHARED,
            JailedProcess.keysDescriptor,
            offset: 0
        )
        let layout = image.layout
        let stackBytes = JailedProcess.alternateStackBytes
        let threadCount = layout.configuration.threadCount
        // One piece of secret memory for all that the enclave writes, at the enclave's own offsets.
        let secret = try secretMemory(sizeBytes: layout.sizeBytes + threadCount * stackBytes)
        for region in layout.regions {
            let contents = image.contents(of: region)
            let address = AddressSpace.enclave + UInt64(region.offset)
            if let secret, region.permissions.contains(.write) {
                try mapMemory(
                    at: address,
                    sizeBytes: region.sizeBytes,
                    PROT_READ | PROT_WRITE,
                    MAP_SHARED,
                    secret,
                    offset: region.offset
                )
            } else {
                try mapFresh(at: address, sizeBytes: region.sizeBytes)
            }
            copy(contents, to: address)
        }
        let controls = try measure()
        for region in layout.regions where !region.permissions.contains(.write) {
            let address = AddressSpace.enclave + UInt64(region.offset)
            try protect(address, sizeBytes: region.sizeBytes, region.permissions)
        }
        var threads: [Thread] = []
        for (thread, control) in controls.enumerated() {
            let offset = layout.sizeBytes + thread * stackBytes
            let stack = try mapAnywhere(sizeBytes: stackBytes, descriptor: secret, offset: offset)
            threads.append(Thread(control: control, alternateStack: stack))
        }
        if let secret { close(secret) }
        return threads
    }

    /// Measures what was mapped, and returns the threads' control structures as they are in it.
    private func measure() throws(BackendError) -> [ThreadControl] {
        var controls: [ThreadControl] = []
        let measured = unsafe image.layout.measure { region, give in
            // SAFETY: `map` has just mapped every region here, readable, with this size.
            let bytes = unsafe UnsafeRawBufferPointer(
                start: UnsafeRawPointer(
                    bitPattern: UInt(AddressSpace.enclave) + UInt(region.offset)
                ),
                count: region.sizeBytes
            )
            if case .threadControl = region.kind {
                controls.append(unsafe ThreadControl(page: [UInt8](bytes)))
            }
            unsafe give(bytes)
        }
        do throws(ImageError) {
            try image.checkMeasurement(measured)
        } catch {
            throw .refusedImage(error.description)
        }
        return controls
    }

    private func secretMemory(sizeBytes: Int) throws(BackendError) -> Int32? {
        guard level.memory == .private else { return nil }
        let memory = redoubt_secret_memory(sizeBytes)
        guard memory >= 0 else { throw .failed("memfd_secret: errno \(-memory)") }
        return memory
    }

    /// Maps fresh memory, fills it, and gives it its permissions.
    private func place(
        _ contents: [UInt8],
        at address: UInt64,
        sizeBytes: Int,
        _ permissions: Permissions
    ) throws(BackendError) {
        try mapFresh(at: address, sizeBytes: sizeBytes)
        copy(contents, to: address)
        try protect(address, sizeBytes: sizeBytes, permissions)
    }

    private func mapFresh(at address: UInt64, sizeBytes: Int) throws(BackendError) {
        try mapMemory(
            at: address,
            sizeBytes: sizeBytes,
            PROT_READ | PROT_WRITE,
            MAP_PRIVATE | MAP_ANONYMOUS,
            -1,
            offset: 0
        )
    }

    private func protect(
        _ address: UInt64,
        sizeBytes: Int,
        _ permissions: Permissions
    ) throws(BackendError) {
        var protection = PROT_NONE
        if permissions.contains(.read) { protection |= PROT_READ }
        if permissions.contains(.write) { protection |= PROT_WRITE }
        if permissions.contains(.execute) { protection |= PROT_EXEC }
        guard let start = unsafe UnsafeMutableRawPointer(bitPattern: UInt(address)),
            unsafe mprotect(start, sizeBytes, protection) == 0
        else { throw .failed("mprotect: errno \(errno)") }
    }

    private func mapMemory(
        at address: UInt64,
        sizeBytes: Int,
        _ protection: Int32,
        _ flags: Int32,
        _ descriptor: Int32,
        offset: Int
    ) throws(BackendError) {
        let wanted = unsafe UnsafeMutableRawPointer(bitPattern: UInt(address))
        // Never over something else: the address space is this process's own, and these parts of it free.
        let mapping = unsafe mmap(
            wanted,
            sizeBytes,
            protection,
            flags | MAP_NORESERVE | 0x100000,
            descriptor,
            off_t(offset)
        )
        guard unsafe mapping == wanted else {
            throw .failed("mmap at 0x\(String(address, radix: 16)): errno \(errno)")
        }
        if let mapping = unsafe mapping { unsafe redoubt_keep_memory(mapping, sizeBytes) }
    }

    private func mapAnywhere(
        sizeBytes: Int,
        descriptor: Int32?,
        offset: Int
    ) throws(BackendError) -> UInt {
        let flags = descriptor == nil ? MAP_PRIVATE | MAP_ANONYMOUS : MAP_SHARED
        guard
            let mapping = unsafe mmap(
                nil,
                sizeBytes,
                PROT_READ | PROT_WRITE,
                flags,
                descriptor ?? -1,
                descriptor == nil ? 0 : off_t(offset)
            ),
            unsafe mapping != MAP_FAILED
        else { throw .failed("mmap of an alternate stack: errno \(errno)") }
        return UInt(bitPattern: mapping)
    }

    private func copy(_ contents: [UInt8], to address: UInt64) {
        guard let target = unsafe UnsafeMutableRawPointer(bitPattern: UInt(address)) else { return }
        unsafe contents.withUnsafeBytes { source in
            // SAFETY: the caller has just mapped at least this many bytes there; the image's reader has
            // checked that a segment has no more contents than room.
            guard let start = source.baseAddress else { return }
            unsafe target.copyMemory(from: start, byteCount: source.count)
        }
    }
}
