internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKVM
internal import RedoubtKeys

extension VirtualizationBackend {
    /// The page that the enclave reads first, with a new seed.
    func writePlatformPage() throws(BackendError) {
        let platform = try PlatformPage.make(
            level: parts.level,
            mode: parts.mode,
            spinLimit: parts.spinLimit,
            channels: parts.channels.layout,
            threadCount: parts.channels.threadCount
        )
        copyToSystem(platform, at: GuestMemoryMap.platform)
    }

    /// Puts the enclave's keys where it finds them: in ordinary memory of the monitor's, until the enclave has copied
    /// them and has wiped that.
    ///
    /// Called right before the enclave's first thread starts, or starts again.
    func writeKeys() {
        keys.withBytes { unsafe copyToSystem($0, at: GuestMemoryMap.keys) }
    }

    /// Fills the address space that the enclave runs in: write and execute exclude each other.
    func mapEnclave() throws(BackendError) {
        for mapping in GuestMemoryMap.fixedMappings {
            try tables.map(
                in: enclaveSpace,
                virtual: mapping.virtual,
                physical: mapping.physical,
                sizeBytes: mapping.sizeBytes,
                mapping.permissions
            )
        }
        try tables.map(
            in: enclaveSpace,
            virtual: AddressSpace.channels,
            physical: map.channels,
            sizeBytes: UInt64(parts.channels.sizeBytes),
            [.read, .write]
        )
        for region in parts.image.layout.regions where region.permissions.contains(.read) {
            try tables.map(
                in: enclaveSpace,
                virtual: AddressSpace.enclave + UInt64(region.offset),
                physical: GuestMemoryMap.enclave + UInt64(region.offset),
                sizeBytes: UInt64(region.sizeBytes),
                region.permissions
            )
        }
    }

    /// Brings the image into the enclave's memory, and measures what is there then.
    ///
    /// Returns the threads' control structures, as they are in that memory.
    func load(with thread: EnclaveProcessor) throws(BackendError) -> [ThreadControl] {
        for region in transfer.regions { try reach(region) }
        try tables.map(
            in: launchSpace,
            virtual: GuestMemoryMap.staging,
            physical: GuestMemoryMap.staging,
            sizeBytes: UInt64(transfer.stagingBytes),
            [.read, .write]
        )
        try tables.map(
            in: launchSpace,
            virtual: GuestMemoryMap.launchStub,
            physical: GuestMemoryMap.launchStub,
            sizeBytes: UInt64(GuestMemoryMap.launchCopiesBytes) + 0x1000,
            [.read, .execute]
        )
        try Self.add(
            transfer.staging,
            to: machine,
            slot: GuestMemoryMap.Slot.staging,
            at: GuestMemoryMap.staging
        )
        return try copyAndMeasure(with: thread)
    }

    /// Puts the enclave's memory back to what was measured at the launch, and measures it again.
    ///
    /// Called while no thread of the enclave runs. Pages of its own that were never touched are as they were: zero.
    func reload(with thread: EnclaveProcessor) throws(BackendError) {
        let layout = parts.image.layout
        let writable = layout.regions.filter { $0.permissions.contains(.write) }
        if !reachesAll {
            for region in writable where !region.isMeasured { try reach(region) }
            reachesAll = true
        }
        let base = AddressSpace.enclave
        let touched = writable.flatMap { region in
            tables.touched(
                in: enclaveSpace,
                virtual: base + UInt64(region.offset),
                sizeBytes: UInt64(region.sizeBytes)
            ).map { $0.lowerBound - base..<$0.upperBound - base }
        }
        for commands in ImageTransfer.emptying(touched) {
            copyToSystem(commands, at: GuestMemoryMap.launchCopies)
            try thread.runLaunchStub(addressSpace: launchSpace)
        }
        transfer.stage()
        _ = try copyAndMeasure(with: thread)
        parts.channels.clear()
        try writePlatformPage()
        writeKeys()
    }

    /// Lets the launch stub write to a region.
    private func reach(_ region: EnclaveLayout.Region) throws(BackendError) {
        try tables.map(
            in: launchSpace,
            virtual: GuestMemoryMap.enclave + UInt64(region.offset),
            physical: GuestMemoryMap.enclave + UInt64(region.offset),
            sizeBytes: UInt64(region.sizeBytes),
            [.read, .write]
        )
    }

    private func copyAndMeasure(
        with thread: EnclaveProcessor
    ) throws(BackendError) -> [ThreadControl] {
        copyToSystem(transfer.commands, at: GuestMemoryMap.launchCopies)
        try thread.runLaunchStub(addressSpace: launchSpace)
        let controls = try transfer.measure()
        transfer.release()
        return controls
    }
}
