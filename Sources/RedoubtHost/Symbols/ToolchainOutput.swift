internal import CRedoubtSystem
internal import Glibc
internal import RedoubtControl

/// What a program of the toolchain prints.
enum ToolchainOutput {
    static let limitBytes = 1 << 20

    /// Runs a program to its end and takes what it prints.
    ///
    /// Blocks the thread, but not beyond the deadline, and no process is left afterwards. The program gets
    /// no input, and of the environment only where Swift's libraries are: it asks no server for symbols.
    ///
    /// - Throws: ``SystemError``, with `ETIMEDOUT` at the deadline and `EMSGSIZE` beyond ``limitBytes``.
    static func of(
        _ path: String,
        _ arguments: [String],
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> String {
        var ends: [Int32] = [-1, -1]
        try SystemError.check("pipe2", unsafe redoubt_pipe(&ends))
        let output = OwnedDescriptor(ends[0])
        let process = try start(path, arguments, output: OwnedDescriptor(ends[1]))
        // It may hang, also with its output closed. If it has ended by itself there is nothing to kill.
        defer {
            _ = redoubt_process_signal(process.rawValue, SIGKILL)
            var code: Int32 = 0
            var status: Int32 = 0
            // How it ended is not always to be had: a host may ignore the ends of its children.
            _ = unsafe redoubt_process_wait(process.rawValue, &code, &status)
        }
        return String(decoding: try readAll(output, of: path, until: deadline), as: UTF8.self)
    }

    private static func start(
        _ path: String,
        _ arguments: [String],
        output: consuming OwnedDescriptor
    ) throws(SystemError) -> OwnedDescriptor {
        let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw SystemError("/dev/null", errno: errno) }
        let nothing = OwnedDescriptor(null)
        let child = try ChildProcess.spawn(
            path: path,
            arguments: [path] + arguments,
            environment: ChildProcess.libraryPath,
            inherited: [
                (nothing.rawValue, STDIN_FILENO), (output.rawValue, STDOUT_FILENO),
                (nothing.rawValue, STDERR_FILENO),
            ]
        )
        let process = redoubt_process_descriptor(child)
        guard process >= 0 else {
            // Without a descriptor nobody would ever wait for it.
            kill(child, SIGKILL)
            while waitpid(child, nil, 0) < 0 && errno == EINTR {}
            throw SystemError("pidfd_open", errno: -process)
        }
        return OwnedDescriptor(process)
    }

    private static func readAll(
        _ output: borrowing OwnedDescriptor,
        of path: String,
        until deadline: ContinuousClock.Instant
    ) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            guard try Readiness.wait(for: [output.rawValue], until: deadline)[0] else {
                throw SystemError("waiting for \(path)", errno: ETIMEDOUT)
            }
            let count = unsafe read(output.rawValue, &part, part.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("reading from \(path)", errno: errno) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limitBytes else {
                throw SystemError("reading from \(path)", errno: EMSGSIZE)
            }
            bytes += part[..<count]
        }
    }
}
