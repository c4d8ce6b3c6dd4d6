internal import Glibc

extension ChildProcess {
    /// Runs an executable to its end.
    ///
    /// Blocks the thread. It waits for the process itself: Foundation's `Process` learns of the end by way of a run
    /// loop, and on a busy machine has been seen never to hear of it.
    ///
    /// - Parameters:
    ///   - path: the executable.
    ///   - arguments: all of them, the program's name first.
    ///   - environment: all of it, as `NAME=value`.
    ///   - inherited: pairs of this process's descriptor and the number it has in the child, 0 to 63.
    /// - Returns: the exit status, or the number of the signal that ended it.
    /// - Throws: ``SystemError`` of `posix_spawn` or `waitpid`.
    public static func run(
        path: String,
        arguments: [String],
        environment: [String],
        inherited: [(Int32, Int32)]
    ) throws(SystemError) -> Int32 {
        try waitForEnd(
            of: spawn(
                path: path,
                arguments: arguments,
                environment: environment,
                inherited: inherited
            )
        )
    }

    /// Waits for the end of a process that ``spawn(path:arguments:environment:inherited:)`` has started.
    ///
    /// - Parameter process: nobody else waits for it.
    /// - Returns: the exit status, or the number of the signal that ended it.
    /// - Throws: ``SystemError`` of `waitpid`.
    public static func waitForEnd(of process: Int32) throws(SystemError) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw SystemError("waitpid", errno: errno) }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : signal
    }
}
