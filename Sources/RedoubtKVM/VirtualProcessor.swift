internal import CRedoubtKVM
internal import Glibc

/// A processor of a virtual machine, which runs 64-bit user-mode code and nothing else.
@safe
public struct VirtualProcessor: ~Copyable {
    private let descriptor: Int32
    private let run: OpaquePointer
    private let runBytes: Int

    init(descriptor: Int32, kvm: Int32, taskStateAddress: UInt64) throws(KVMError) {
        let size = redoubt_kvm_vcpu_mapping_size(kvm)
        guard size > 0,
            let mapping = unsafe mmap(
                nil,
                Int(size),
                PROT_READ | PROT_WRITE,
                MAP_SHARED,
                descriptor,
                0
            ),
            unsafe mapping != MAP_FAILED
        else {
            let failure = errno
            close(descriptor)
            throw KVMError(operation: "mmap of kvm_run", errno: failure)
        }
        let result = redoubt_kvm_set_up_vcpu(kvm, descriptor, taskStateAddress)
        guard result >= 0 else {
            unsafe munmap(mapping, Int(size))
            close(descriptor)
            throw KVMError(operation: "setting up a vCPU", errno: -result)
        }
        self.descriptor = descriptor
        unsafe run = OpaquePointer(mapping)
        runBytes = Int(size)
    }

    /// The descriptor, valid as long as this value lives.
    public var rawDescriptor: Int32 { descriptor }

    deinit {
        // SAFETY: made by mmap with this size, used by this value only.
        unsafe munmap(UnsafeMutableRawPointer(run), runBytes)
        close(descriptor)
    }

    /// Where and with what the processor starts.
    public struct Entry: Sendable {
        /// Guest-physical address of the top-level page table.
        public var pageTable: UInt64
        /// The first instruction.
        public var instruction: UInt64
        /// The stack pointer.
        public var stack: UInt64
        /// The base of FS and GS.
        public var fsBase: UInt64
        /// RDI, the first argument.
        public var argument: UInt64

        /// Describes an entry.
        public init(
            pageTable: UInt64,
            instruction: UInt64,
            stack: UInt64,
            fsBase: UInt64,
            argument: UInt64
        ) {
            self.pageTable = pageTable
            self.instruction = instruction
            self.stack = stack
            self.fsBase = fsBase
            self.argument = argument
        }
    }

    /// Why the processor stopped running.
    public enum Exit: Equatable, Sendable {
        /// The code wrote a 32-bit value to an I/O port.
        case doorbell(port: UInt32, value: UInt32)
        /// The code faulted. There is no handler for it in the machine.
        case shutdown
        /// Anything else, by KVM's number for it.
        case other(reason: UInt32)
    }

    /// Puts the x87, SSE and AVX registers back to what they are in a new processor.
    ///
    /// `KVM_SET_XSAVE`.
    public mutating func clearVectorRegisters() throws(KVMError) {
        try check("clearing a vCPU's vector registers", redoubt_kvm_clear_vectors(descriptor))
    }

    /// Places the processor at an entry.
    ///
    /// No general, segment or control register keeps a value of before. `KVM_SET_SREGS`, `KVM_SET_REGS`.
    public mutating func enter(at entry: Entry) throws(KVMError) {
        try check(
            "setting a vCPU's registers",
            redoubt_kvm_enter_at(
                descriptor,
                entry.pageTable,
                entry.instruction,
                entry.stack,
                entry.fsBase,
                entry.argument
            )
        )
    }

    /// Runs until the code leaves.
    ///
    /// `KVM_RUN`. Blocks the thread.
    public mutating func runUntilExit() throws(KVMError) -> Exit {
        while true {
            let result = redoubt_kvm_run(descriptor)
            if result == -EINTR || result == -EAGAIN { continue }
            try check("KVM_RUN", result)
            // SAFETY: `run` maps this processor's kvm_run.
            let exit = unsafe redoubt_kvm_last_exit(run)
            switch exit.kind {
            case REDOUBT_KVM_EXIT_DOORBELL: return .doorbell(port: exit.port, value: exit.value)
            case REDOUBT_KVM_EXIT_SHUTDOWN: return .shutdown
            default: return .other(reason: exit.port)
            }
        }
    }

    /// What is known about a fault.
    ///
    /// Processors of AMD reset it on a shutdown, so it may be missing.
    public struct Fault: Equatable, Sendable {
        /// The instruction that faulted.
        public let instruction: UInt64
        /// The address of the access that faulted; nil if it was no page fault.
        public let address: UInt64?
    }

    /// What is known about the fault that shut the machine down.
    ///
    /// `KVM_GET_REGS`, `KVM_GET_SREGS`.
    public func fault() throws(KVMError) -> Fault {
        var fault = redoubt_kvm_fault()
        try check("reading a vCPU's registers", unsafe redoubt_kvm_fault(descriptor, &fault))
        let address = fault.address == REDOUBT_KVM_NO_FAULT_ADDRESS ? nil : fault.address
        return Fault(instruction: fault.instruction, address: address)
    }
}
