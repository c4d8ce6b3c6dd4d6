internal import CRedoubtABI
internal import CRedoubtMonitor
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKVM
internal import RedoubtKeys

/// Seals an enclave in a virtual machine that has no kernel and no devices.
///
/// The machine runs user-mode code only. A fault finds no handler, and ends it. The monitor's memory holds
/// what the enclave may see but not change (gate, platform page, page tables); the enclave's own memory is
/// private where the kernel has that.
///
/// What changes is used by the launching thread first, and by the enclave's first thread afterwards.
final class VirtualizationBackend: @unchecked Sendable {
    private let kvm: KVM
    let machine: VirtualMachine
    private let system: AnonymousMemory
    private let enclaveMemory: EnclaveMemory
    let map: GuestMemoryMap
    let parts: EnclaveParts
    /// Kept for resets.
    let keys: KeyPages
    let transfer: ImageTransfer
    var tables: PageTables
    /// Where the launch stub runs.
    let launchSpace: UInt64
    /// Where the enclave runs.
    let enclaveSpace: UInt64
    /// Whether the launch stub can reach heap and stacks.
    var reachesAll = false

    /// The memory that holds the enclave.
    private enum EnclaveMemory: ~Copyable, Sendable {
        case `private`(PrivateMemory)
        case ordinary(AnonymousMemory)
    }

    /// Launches an enclave.
    ///
    /// Its threads run until it stops, and with it this process.
    ///
    /// - Parameters:
    ///   - parts: what it is launched from.
    ///   - keys: the enclave's, which nobody else uses from here on.
    /// - Returns: the descriptors that are in use as long as it runs.
    /// - Throws: ``BackendError``.
    static func start(_ parts: EnclaveParts, _ keys: KeyPages) throws(BackendError) -> [Int32] {
        let backend = try VirtualizationBackend(parts, keys)
        return try backend.launch()
    }

    private init(_ parts: EnclaveParts, _ keys: KeyPages) throws(BackendError) {
        self.parts = parts
        self.keys = keys
        map = GuestMemoryMap(parts.image.layout)
        kvm = try KVMAvailability.open()
        machine = try KVMAvailability.makeMachine(kvm)
        system = try AnonymousMemory(sizeBytes: GuestMemoryMap.systemBytes)
        transfer = try ImageTransfer(parts.image)
        let tableMemory = unsafe UnsafeMutableRawBufferPointer(
            rebasing: system.bytes[Int(GuestMemoryMap.pageTables - GuestMemoryMap.system)...]
        )
        tables = unsafe PageTables(tableMemory, guestAddress: GuestMemoryMap.pageTables)
        launchSpace = try tables.makeAddressSpace()
        enclaveSpace = try tables.makeAddressSpace()
        try Self.add(
            system,
            to: machine,
            slot: GuestMemoryMap.Slot.system,
            at: GuestMemoryMap.system
        )
        switch parts.level.memory {
        case .private:
            try KVMAvailability.checkPrivateMemory(of: machine)
            SecretMemory.forbidHibernation()
            do throws(KVMError) {
                enclaveMemory = .private(
                    try machine.addPrivateMemory(
                        slot: GuestMemoryMap.Slot.enclave,
                        guestAddress: GuestMemoryMap.enclave,
                        sizeBytes: map.enclaveBytes
                    )
                )
            } catch {
                throw .failed(error.description)
            }
        case .ordinary:
            let memory = try AnonymousMemory(sizeBytes: map.enclaveBytes)
            try Self.add(
                memory,
                to: machine,
                slot: GuestMemoryMap.Slot.enclave,
                at: GuestMemoryMap.enclave
            )
            enclaveMemory = .ordinary(memory)
        }
        // SAFETY: the channels stay mapped as long as `parts` is held, which is as long as the machine is.
        try orFail { () throws(KVMError) in
            unsafe try machine.addMemory(
                slot: GuestMemoryMap.Slot.channels,
                guestAddress: map.channels,
                parts.channels.bytes
            )
        }
    }

    static func add(
        _ memory: AnonymousMemory,
        to machine: borrowing VirtualMachine,
        slot: UInt32,
        at address: UInt64
    ) throws(BackendError) {
        do throws(KVMError) {
            // SAFETY: the caller keeps the memory as long as the machine.
            try unsafe machine.addMemory(slot: slot, guestAddress: address, memory.bytes)
        } catch {
            throw .failed(error.description)
        }
    }

    private func launch() throws(BackendError) -> [Int32] {
        // Before anything runs in the machine: then KVM starts a thread of its own in this process.
        MonitorJail.leaveFileSystem()
        copyToSystem(MachineCode.kvmGate, at: GuestMemoryMap.gate)
        try writePlatformPage()
        copyToSystem(
            TaskState.page(
                ports: UInt16(REDOUBT_LAUNCH_DONE)...UInt16(REDOUBT_DOORBELL_YIELD.rawValue)
            ),
            at: GuestMemoryMap.taskState
        )
        copyToSystem(MachineCode.launchStub, at: GuestMemoryMap.launchStub)

        for space in [launchSpace, enclaveSpace] {
            try tables.map(
                in: space,
                virtual: AddressSpace.backend,
                physical: GuestMemoryMap.taskState,
                sizeBytes: AddressSpace.pageSizeBytes,
                [.read]
            )
        }
        try mapEnclave()

        var threads: [EnclaveProcessor] = []
        for index in 0..<parts.channels.threadCount {
            let processor = try orFail { () throws(KVMError) in
                try machine.makeProcessor(index, taskStateAddress: AddressSpace.backend)
            }
            threads.append(EnclaveProcessor(processor, thread: index, parts: parts))
        }
        let controls = try load(with: threads[0])
        for (thread, control) in zip(threads, controls) {
            try thread.enter(addressSpace: enclaveSpace, at: control)
        }
        for thread in threads {
            do throws(SystemError) {
                // Holds the machine and its memory for as long as the thread runs.
                try SystemThread.start { [self] in thread.runUntilStopped(in: self) }
            } catch {
                throw .failed(error.description)
            }
        }
        return threads.map(\.descriptor)
    }

    func copyToSystem(_ bytes: [UInt8], at address: UInt64) {
        unsafe bytes.withUnsafeBytes { unsafe copyToSystem($0, at: address) }
    }

    func copyToSystem(_ bytes: UnsafeRawBufferPointer, at address: UInt64) {
        unsafe system.copy(bytes, to: Int(address - GuestMemoryMap.system))
    }
}

/// Turns a failure of KVM into one of the launch.
func orFail<Result: ~Copyable>(
    _ body: () throws(KVMError) -> Result
) throws(BackendError) -> Result {
    do throws(KVMError) {
        return try body()
    } catch {
        throw .failed(error.description)
    }
}
