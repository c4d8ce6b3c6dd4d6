internal import CRedoubtMonitor
internal import Glibc

/// The system calls that a thread has left; any other ends its process.
///
/// `seccomp(2)` with `SECCOMP_RET_KILL_PROCESS`.
public struct SystemCallFilter: Sendable {
    /// Which threads it is for.
    public let name: String
    /// What they may call.
    public let rules: [SystemCallRule]

    /// The filter as a program for the kernel, which runs it at every system call.
    ///
    /// Source: Linux, Documentation/userspace-api/seccomp_filter.rst.
    var program: [sock_filter] {
        var program = [
            load(Offset.architecture), skip(ifEqual: UInt32(REDOUBT_ARCHITECTURE), 1, 0),
        ]
        program += [kill, load(Offset.number)]
        for rule in rules {
            let body = instructions(for: rule)
            // The number stays loaded for the next rule, because a rule's body always returns.
            program.append(skip(ifEqual: rule.number, 0, UInt8(body.count)))
            program += body
        }
        return program + [kill]
    }

    private func instructions(for rule: SystemCallRule) -> [sock_filter] {
        guard let (argument, condition) = rule.condition else { return [allow] }
        let value = load(Offset.arguments + 8 * UInt32(argument))
        switch condition {
        case .oneOf(let values):
            let tests = values.enumerated().map { index, value in
                // To the `allow` behind the `kill` behind the last test.
                skip(ifEqual: value, UInt8(values.count - index), 0)
            }
            return [value] + tests + [kill, allow]
        case .without(let bits):
            return [value, skip(ifAny: bits, 0, 1), kill, allow]
        }
    }

    /// Puts the filter on the calling thread, for good.
    ///
    /// - Throws: ``BackendError/failed(_:)``, if the kernel has no seccomp filters.
    func install() throws(BackendError) {
        let program = program
        let result = unsafe program.withUnsafeBufferPointer { program -> Int32 in
            guard let start = program.baseAddress else { return -EINVAL }
            return unsafe redoubt_install_filter(start, UInt16(program.count))
        }
        guard result == 0 else {
            throw .failed("seccomp: \(unsafe String(cString: strerror(-result)))")
        }
    }

    // Offsets in struct seccomp_data.
    private enum Offset {
        static let number: UInt32 = 0
        static let architecture: UInt32 = 4
        static let arguments: UInt32 = 16
    }

    private var allow: sock_filter { statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW) }
    private var kill: sock_filter { statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS) }

    private func load(_ offset: UInt32) -> sock_filter {
        statement(BPF_LD | BPF_W | BPF_ABS, offset)
    }

    private func skip(ifEqual value: UInt32, _ yes: UInt8, _ no: UInt8) -> sock_filter {
        sock_filter(code: UInt16(BPF_JMP | BPF_JEQ | BPF_K), jt: yes, jf: no, k: value)
    }

    private func skip(ifAny bits: UInt32, _ yes: UInt8, _ no: UInt8) -> sock_filter {
        sock_filter(code: UInt16(BPF_JMP | BPF_JSET | BPF_K), jt: yes, jf: no, k: bits)
    }

    private func statement(_ code: Int32, _ value: UInt32) -> sock_filter {
        sock_filter(code: UInt16(code), jt: 0, jf: 0, k: value)
    }
}
