import CJailProbe
import Glibc
import Testing

@testable import RedoubtMonitor

/// Each filter is tried with every system call there is, in children that do nothing else.
@Suite("System call filters")
struct SystemCallFilterTests {
    private static let killed = -SIGSYS
    /// More than any kernel has yet.
    private static let numbers: ClosedRange<UInt32> = 0...600
    /// `uretprobe` and `uprobe`: the kernel puts them into a program that root probes, lets them pass every
    /// filter, and answers them with a failure or a signal from anywhere else.
    private static let exempt: Set<UInt32> = [335, 336]

    private func call(
        _ filter: SystemCallFilter,
        _ number: UInt32,
        _ arguments: [UInt32] = []
    ) -> Int32 {
        var words = arguments.map { Int($0) }
        words += [Int](repeating: 0, count: 6 - words.count)
        return unsafe filter.program.withUnsafeBufferPointer { program in
            guard let start = program.baseAddress else { return -1 }
            return unsafe jail_probe_call(start, UInt16(program.count), Int(number), words)
        }
    }

    /// Arguments with which a call passes its rule.
    private func accepted(_ rule: SystemCallRule) -> [UInt32] {
        guard case .some((let argument, .oneOf(let values))) = rule.condition else { return [] }
        return [UInt32](repeating: 0, count: argument) + values.prefix(1)
    }

    @Test(arguments: SystemCallFilter.all.indices)
    func `A call that is not allowed ends the process, and an allowed one does not`(
        index: Int
    ) throws {
        let filter = SystemCallFilter.all[index]
        var survivors: Set<UInt32> = []
        for number in Self.numbers where !Self.exempt.contains(number) {
            let rule = filter.rules.first { $0.number == number }
            if call(filter, number, rule.map(accepted) ?? []) != Self.killed {
                survivors.insert(number)
            }
        }
        #expect(survivors == Set(filter.rules.map(\.number)), "\(filter.name)")
        #expect(survivors.count == filter.rules.count)
    }

    @Test(arguments: SystemCallFilter.all.indices)
    func `An argument that is not allowed ends the process`(index: Int) throws {
        let filter = SystemCallFilter.all[index]
        for rule in filter.rules {
            guard let (argument, condition) = rule.condition else { continue }
            let before = [UInt32](repeating: 0, count: argument)
            switch condition {
            case .oneOf(let values):
                for value in values {
                    #expect(call(filter, rule.number, before + [value]) != Self.killed)
                }
                for value in [0x5401, 0xAE01, 999, .max] as [UInt32] {
                    #expect(call(filter, rule.number, before + [value]) == Self.killed)
                }
            case .without(let bits):
                #expect(call(filter, rule.number, before + [~bits]) != Self.killed)
                #expect(call(filter, rule.number, before + [bits]) == Self.killed)
                #expect(call(filter, rule.number, before + [.max]) == Self.killed)
            }
        }
    }

    @Test(arguments: SystemCallFilter.all.indices)
    func `The other ways into the kernel end the process`(index: Int) {
        let filter = SystemCallFilter.all[index]
        // The numbers of x32, and the gate for 32-bit programs, where 252 is exit_group.
        for rule in filter.rules {
            #expect(call(filter, rule.number | 0x4000_0000, accepted(rule)) == Self.killed)
        }
        let status = unsafe filter.program.withUnsafeBufferPointer { program -> Int32 in
            guard let start = program.baseAddress else { return 0 }
            return unsafe jail_probe_call_32(start, UInt16(program.count), 252)
        }
        // A kernel without that gate ends the process as well, by another signal.
        #expect(status == Self.killed || status == -SIGSEGV)
    }

    @Test func `The control: without a rule's being missing the probe survives`() {
        let everything = SystemCallFilter(
            name: "everything",
            rules: [
                SystemCallRule("getpid", SYS_getpid), SystemCallRule("exit_group", SYS_exit_group),
            ]
        )
        #expect(call(everything, UInt32(SYS_getpid)) == JAIL_PROBE_SURVIVED)
        #expect(call(everything, UInt32(SYS_getppid)) == Self.killed)
    }
}
