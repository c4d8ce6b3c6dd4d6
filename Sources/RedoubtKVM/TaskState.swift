internal import CRedoubtKVM

/// The page that says which I/O ports the machine's code may write to.
public enum TaskState {
    /// A page that permits 32-bit writes to the given ports, below 0x7000, and to no other.
    public static func page(ports: ClosedRange<UInt16>) -> [UInt8] {
        precondition(ports.upperBound < 0x7000, "the bitmap has to fit into the page")
        var page = [UInt8](repeating: 0, count: Int(REDOUBT_KVM_TASK_STATE_BYTES))
        // SAFETY: the array has the size that the function fills.
        unsafe redoubt_kvm_make_task_state(&page, ports.lowerBound, ports.upperBound)
        return page
    }
}
