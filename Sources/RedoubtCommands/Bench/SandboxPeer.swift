import Foundation
import Glibc
import RedoubtControl

/// The peer of a launch: bubblewrap with all its namespaces, which starts a static program that answers one message.
struct SandboxPeer {
    private let sandbox: String
    private let program: String

    /// Finds bubblewrap and compiles the program.
    ///
    /// - Throws: ``CommandFailure`` if one of them cannot be had.
    init(clone: String) throws {
        let places = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(
            separator: ":"
        )
        guard
            let sandbox = places.map({ "\($0)/bwrap" })
                .first(where: FileManager.default.isExecutableFile)
        else { throw CommandFailure("bwrap is not installed: Debian's package is bubblewrap") }
        self.sandbox = sandbox
        program = "\(clone)/.build/redoubt-bench-answer"
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-O2", "-static", "\(clone)/Benchmarks/Sandbox/answer.c", "-o", program,
        ]
        compiler.standardError = FileHandle.nullDevice
        try compiler.run()
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else {
            throw CommandFailure("clang could not link Benchmarks/Sandbox/answer.c statically")
        }
    }

    /// Milliseconds from the start of bubblewrap to the answer.
    func milliseconds() throws -> Double {
        let start = ContinuousClock.now
        var ends: [Int32] = [-1, -1]
        guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw CommandFailure("socketpair: errno \(errno)")
        }
        defer { close(ends[0]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let process = try ChildProcess.spawn(
            path: sandbox,
            arguments: ["bwrap", "--unshare-all", "--ro-bind", program, "/answer", "/answer"],
            environment: [],
            inherited: [(ends[1], 0), (ends[1], 1)]
        )
        close(ends[1])
        var message: UInt8 = 1
        let sent = unsafe write(ends[0], &message, 1)
        let received = unsafe read(ends[0], &message, 1)
        let time = (ContinuousClock.now - start).inMicroseconds / 1_000
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
        guard sent == 1, received == 1 else {
            throw CommandFailure(
                "bwrap did not start the program: this user may not make namespaces"
            )
        }
        return time
    }
}
