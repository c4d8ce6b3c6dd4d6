internal import CRedoubtAttacks
internal import Glibc
internal import RedoubtABI

/// Attaches a debugger to the monitor, and has its threads ask KVM for the registers.
///
/// The filters of these threads permit that call: they need it to describe a fault.
struct InjectedCall: Attack {
    let name = "injected-kvm-ioctl"
    let aim = Aim.control

    func obstacle(at level: IsolationLevel) -> String? {
        level.backend == .virtualization ? nil : "the process backend has no virtual processors"
    }

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        guard unsafe access("/dev/kvm", R_OK) == 0 || !target.isControl else {
            return .impossible("no virtual machine can be made here")
        }
        var search = MemorySearch(secret)
        for process in target.sealed {
            // All are stopped first: a processor that runs keeps others waiting.
            var stopped: [Int32] = []
            for thread in ProcessFiles.threads(of: process) {
                let result = redoubt_attacks_seize(thread)
                if result == 0 { stopped.append(thread) } else { search.fail(-result) }
            }
            // The first thread's filter would end the process.
            for thread in stopped.dropFirst() {
                for number in ProcessFiles.descriptors(of: process) where !search.isFound {
                    ask(thread, number, &search)
                }
            }
            for thread in stopped { _ = redoubt_attacks_detach(thread) }
        }
        return search.finding
    }

    private func ask(_ thread: Int32, _ number: Int32, _ search: inout MemorySearch) {
        // Below the stack and its red zone.
        let address = redoubt_attacks_stack_pointer(thread) - 8192
        let result = redoubt_attacks_inject_ioctl(
            thread,
            number,
            redoubt_attacks_get_registers_request(),
            address
        )
        guard result == 0 else { return search.fail(Int32(clamping: -result)) }
        var registers = [UInt8](repeating: 0, count: redoubt_attacks_get_registers_bytes())
        let count = unsafe redoubt_attacks_peek(thread, address, &registers, registers.count)
        if count > 0 { search.examine(registers, "by an ioctl of thread \(thread)") }
    }
}
