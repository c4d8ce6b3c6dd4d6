internal import CRedoubtAttacks
internal import Glibc

/// A process that plays a role, and answers lines with lines.
final class WorkerProcess {
    let process: Int32
    private let input: Int32
    private let output: Int32
    private var pending: [UInt8] = []
    private var isOver = false

    /// Starts this program again.
    ///
    /// - Throws: ``SuiteError``.
    init(
        _ role: AttackRole,
        _ arguments: [String] = [],
        user: WorkerUser,
        environment: [String] = [],
        errors: Int32
    ) throws {
        var toWorker: [Int32] = [-1, -1]
        var fromWorker: [Int32] = [-1, -1]
        guard unsafe redoubt_attacks_pipe(&toWorker) == 0,
            unsafe redoubt_attacks_pipe(&fromWorker) == 0
        else { throw SuiteError("pipe: \(unsafe String(cString: strerror(errno)))") }
        defer {
            close(toWorker[0])
            close(fromWorker[1])
        }
        let words = ["redoubt", "attack", "role", role.rawValue] + arguments
        // Swift's runtime would describe a worker that is killed, instead of letting it dump core.
        var inherited = ["SWIFT_BACKTRACE=enable=no"]
        if let path = unsafe getenv("LD_LIBRARY_PATH") {
            unsafe inherited.append("LD_LIBRARY_PATH=\(String(cString: path))")
        }
        var argumentPointers = unsafe words.map { unsafe strdup($0) } + [nil]
        var environmentPointers =
            unsafe (inherited + environment).map { unsafe strdup($0) } + [nil]
        defer { unsafe (argumentPointers + environmentPointers).forEach { unsafe free($0) } }
        let (input, output) = (toWorker[0], fromWorker[1])
        let started = unsafe withOptionalCStrings(user.kvmDevice, user.smallDisk) { device, disk in
            unsafe "/proc/self/exe".withCString { path in
                unsafe user.folder.withCString { folder in
                    unsafe argumentPointers.withUnsafeMutableBufferPointer { arguments in
                        unsafe environmentPointers.withUnsafeMutableBufferPointer { environment in
                            var start = unsafe redoubt_attacks_start(
                                path: path,
                                arguments: arguments.baseAddress.unsafelyUnwrapped,
                                environment: environment.baseAddress.unsafelyUnwrapped,
                                directory: folder,
                                input: input,
                                output: output,
                                errors: errors,
                                user: user.number.map(Int64.init) ?? -1,
                                kvm_device: device,
                                small_disk: disk
                            )
                            return unsafe redoubt_attacks_start(&start)
                        }
                    }
                }
            }
        }
        self.input = toWorker[1]
        self.output = fromWorker[0]
        process = started
        guard started > 0 else {
            isOver = true
            throw SuiteError("fork: \(unsafe String(cString: strerror(-started)))")
        }
    }

    deinit { end() }

    /// Sends a line, and waits for the answer; nil if there is none before the deadline.
    func ask(_ line: String, within limit: Duration) -> String? {
        let bytes = Array((line + "\n").utf8)
        guard !isOver, unsafe write(input, bytes, bytes.count) == bytes.count else { return nil }
        return answer(within: limit)
    }

    /// Waits for a line; nil if there is none before the deadline.
    func answer(within limit: Duration) -> String? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: pending[..<end], as: UTF8.self)
                pending.removeSubrange(...end)
                return line
            }
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            guard left > 0 else { return nil }
            var event = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard unsafe poll(&event, 1, Int32(left) + 1) > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 4096)
            let got = unsafe read(output, &piece, piece.count)
            guard got > 0 else { return nil }
            pending += piece.prefix(got)
        }
    }

    /// Ends the process: it gets a moment to do so itself, because it may have started others.
    func end(patience: Duration = .seconds(3)) {
        guard process > 0, input >= 0, !hasEnded else { return }
        hasEnded = true
        close(input)
        // Stopped processes would not hear of it.
        kill(process, SIGCONT)
        let deadline = ContinuousClock.now + patience
        while waitpid(process, nil, WNOHANG) == 0 {
            if ContinuousClock.now > deadline { kill(process, SIGKILL) }
            usleep(2_000)
        }
        close(output)
    }

    private var hasEnded = false
}

/// As ``Swift/String/withCString(_:)`` for two, with NULL for nil.
private func withOptionalCStrings<Result>(
    _ first: String?,
    _ second: String?,
    _ body: (UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Result
) -> Result {
    func with(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        if let text { unsafe text.withCString { unsafe body($0) } } else { body(nil) }
    }
    return unsafe with(first) { first in
        unsafe with(second) { second in unsafe body(first, second) }
    }
}
