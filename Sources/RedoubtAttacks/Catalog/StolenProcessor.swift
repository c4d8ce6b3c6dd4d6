internal import AttackInterface
internal import CRedoubtAttacks
internal import Glibc
internal import RedoubtABI

/// Takes a virtual processor's descriptor, and asks KVM for the registers.
struct StolenProcessor: Attack {
    let name = "stolen-vcpu"
    let aim = Aim.control

    func obstacle(at level: IsolationLevel) -> String? {
        level.backend == .virtualization ? nil : "the process backend has no virtual processors"
    }

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        if target.isControl {
            // KVM answers nobody but the process that made the machine, so the control steals from this one.
            let words = PlantedSecret.words(seed: target.seed)
            let processor = unsafe redoubt_attacks_make_processor(words)
            guard processor >= 0 else { return .impossible("no virtual machine can be made here") }
            defer { close(processor) }
            ask(getpid(), processor, &search)
            return search.finding
        }
        for process in target.sealed {
            for number in ProcessFiles.descriptors(of: process) { ask(process, number, &search) }
        }
        return search.finding
    }

    private func ask(_ process: Int32, _ number: Int32, _ search: inout MemorySearch) {
        let stolen = redoubt_attacks_steal_descriptor(process, number)
        guard stolen >= 0 else { return search.fail(-stolen) }
        defer { close(stolen) }
        var state = [UInt8](repeating: 0, count: 16 << 10)
        let count = unsafe redoubt_attacks_machine_state(stolen, &state, state.count)
        guard count > 0 else { return search.fail(Int32(clamping: -count)) }
        search.examine(Array(state.prefix(count)), "in registers of descriptor \(number)")
    }
}
