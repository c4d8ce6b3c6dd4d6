internal import CRedoubtAttacks
internal import Glibc
internal import RedoubtABI

/// Takes the virtual machine's descriptor, and has KVM add a processor of the attacker's own to it.
struct StolenMachine: Attack {
    let name = "stolen-vm"
    let aim = Aim.control

    func obstacle(at level: IsolationLevel) -> String? {
        level.backend == .virtualization ? nil : "the process backend has no virtual machine"
    }

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        if target.isControl {
            // As in StolenProcessor: KVM answers nobody but the process that made the machine.
            let machine = redoubt_attacks_make_machine()
            guard machine >= 0 else { return .impossible("no virtual machine can be made here") }
            defer { close(machine) }
            let failure = take(machine, of: getpid())
            return failure == 0
                ? .found("a processor was added to descriptor \(machine)") : refused(failure)
        }
        var failure: Int32 = 0
        for process in target.sealed {
            for number in ProcessFiles.descriptors(of: process) {
                failure = take(number, of: process)
                if failure == 0 {
                    return .found("a processor was added to descriptor \(number) of \(process)")
                }
            }
        }
        return refused(failure)
    }

    private func take(_ number: Int32, of process: Int32) -> Int32 {
        let stolen = redoubt_attacks_steal_descriptor(process, number)
        guard stolen >= 0 else { return stolen }
        defer { close(stolen) }
        return redoubt_attacks_take_machine(stolen)
    }

    private func refused(_ failure: Int32) -> Finding {
        .nothing("no processor could be added (\(unsafe String(cString: strerror(-failure))))")
    }
}
