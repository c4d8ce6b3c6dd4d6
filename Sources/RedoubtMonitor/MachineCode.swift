internal import CRedoubtMonitor

/// Pieces of the monitor's assembly, to be placed outside of the enclave.
enum MachineCode {
    static let kvmGate = unsafe copy(of: redoubt_kvm_gate())
    static let processGate = unsafe copy(of: redoubt_process_gate())
    static let launchStub = unsafe copy(of: redoubt_launch_stub())

    private static func copy(of code: redoubt_code) -> [UInt8] {
        // SAFETY: start and size come from two symbols of one section of this executable.
        unsafe [UInt8](UnsafeBufferPointer(start: code.start, count: code.size_bytes))
    }
}
