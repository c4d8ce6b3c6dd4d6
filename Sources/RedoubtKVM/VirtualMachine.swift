internal import CRedoubtKVM
internal import Glibc

/// A virtual machine.
///
/// The ``KVM`` that made it has to outlive it, and its processors must not.
public struct VirtualMachine: ~Copyable, Sendable {
    let descriptor: Int32
    let kvm: Int32

    deinit { close(descriptor) }

    /// Whether ``addPrivateMemory(slot:guestAddress:sizeBytes:)`` works: Linux 6.18 or later.
    public var hasPrivateMemory: Bool { redoubt_kvm_has_private_memory(kvm, descriptor) > 0 }

    /// Gives the machine memory of this process.
    ///
    /// `KVM_SET_USER_MEMORY_REGION`.
    ///
    /// All numbers are multiples of the page size; slots do not overlap. The memory must stay mapped until
    /// the slot is removed or the machine is gone.
    @unsafe
    public borrowing func addMemory(
        slot: UInt32,
        guestAddress: UInt64,
        _ memory: UnsafeMutableRawBufferPointer
    ) throws(KVMError) {
        try check(
            "KVM_SET_USER_MEMORY_REGION",
            unsafe redoubt_kvm_set_memory(
                descriptor,
                slot,
                guestAddress,
                UInt64(memory.count),
                memory.baseAddress
            )
        )
    }

    /// Takes a slot's memory away.
    ///
    /// `KVM_SET_USER_MEMORY_REGION` with size 0.
    public borrowing func removeMemory(slot: UInt32) throws(KVMError) {
        try check(
            "KVM_SET_USER_MEMORY_REGION",
            redoubt_kvm_set_memory(descriptor, slot, 0, 0, nil)
        )
    }

    /// Gives the machine zeroed memory that no process can read or write, not even this one.
    ///
    /// `KVM_CREATE_GUEST_MEMFD` with `GUEST_MEMFD_FLAG_MMAP`.
    ///
    /// The memory lives as long as the machine and what is returned.
    public borrowing func addPrivateMemory(
        slot: UInt32,
        guestAddress: UInt64,
        sizeBytes: Int
    ) throws(KVMError) -> PrivateMemory {
        let memory = try check(
            "KVM_CREATE_GUEST_MEMFD",
            redoubt_kvm_create_private_memory(descriptor, UInt64(sizeBytes))
        )
        defer { close(memory) }
        guard
            // The mapping keeps the memory alive once its descriptor, which could be stolen, is closed.
            let reservation = unsafe mmap(nil, sizeBytes, PROT_NONE, MAP_SHARED, memory, 0),
            unsafe reservation != MAP_FAILED
        else { throw KVMError(operation: "mmap of a reservation", errno: errno) }
        let owned = unsafe PrivateMemory(reservation: reservation, sizeBytes: sizeBytes)
        try check(
            "KVM_SET_USER_MEMORY_REGION2",
            unsafe redoubt_kvm_set_private_memory(
                descriptor,
                slot,
                guestAddress,
                UInt64(sizeBytes),
                reservation,
                memory
            )
        )
        return owned
    }

    /// Makes a processor.
    ///
    /// `KVM_CREATE_VCPU`. Use it on one thread only.
    ///
    /// - Parameters:
    ///   - index: the processor's number, from 0.
    ///   - taskStateAddress: where ``TaskState/page(ports:)`` is readable in every address space that the
    ///     processor enters.
    /// - Returns: the processor, set up for user mode.
    /// - Throws: ``KVMError``.
    public borrowing func makeProcessor(
        _ index: Int,
        taskStateAddress: UInt64
    ) throws(KVMError) -> VirtualProcessor {
        let processor = try check(
            "KVM_CREATE_VCPU",
            redoubt_kvm_create_vcpu(descriptor, Int32(index))
        )
        return try VirtualProcessor(
            descriptor: processor,
            kvm: kvm,
            taskStateAddress: taskStateAddress
        )
    }
}

/// Keeps the address range that stands for private memory in this process.
///
/// It can never be accessed.
@safe
public struct PrivateMemory: ~Copyable, @unchecked Sendable {
    private let reservation: UnsafeMutableRawPointer
    private let sizeBytes: Int

    init(reservation: UnsafeMutableRawPointer, sizeBytes: Int) {
        unsafe self.reservation = reservation
        self.sizeBytes = sizeBytes
    }

    deinit {
        // SAFETY: made by mmap with this size, and handed to nobody but the kernel.
        unsafe munmap(reservation, sizeBytes)
    }
}
