internal import CRedoubtSystem
internal import Glibc

/// Starts processes with descriptors at numbers that they know.
public enum ChildProcess {
    /// All that a monitor, and a jailed process, gets of its parent's environment: where Swift's libraries are.
    public static var libraryPath: [String] {
        guard let path = unsafe getenv("LD_LIBRARY_PATH") else { return [] }
        return unsafe ["LD_LIBRARY_PATH=\(String(cString: path))"]
    }

    /// Starts an executable with the given descriptors, beside the standard ones or in their place.
    ///
    /// Others that lack the close-on-exec flag, as a host's may, are inherited too: the child closes them.
    ///
    /// - Parameters:
    ///   - path: the executable.
    ///   - arguments: all of them, the program's name first.
    ///   - environment: all of it, as `NAME=value`.
    ///   - inherited: pairs of this process's descriptor and the number it has in the child, 0 to 63.
    /// - Returns: the process. The caller waits for it, by its descriptor.
    /// - Throws: ``SystemError`` of `posix_spawn`.
    public static func spawn(
        path: String,
        arguments: [String],
        environment: [String],
        inherited: [(Int32, Int32)]
    ) throws(SystemError) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // A descriptor that already has its number would keep its close-on-exec flag, and one with
        // another's number would be overwritten before it is used: so all go through high numbers first.
        var copies: [Int32] = []
        defer { for copy in copies { close(copy) } }
        for (source, _) in inherited {
            copies.append(try SystemError.check("fcntl", redoubt_duplicate_above(source, 64)))
        }
        for ((_, target), copy) in zip(inherited, copies) {
            unsafe posix_spawn_file_actions_adddup2(&actions, copy, target)
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The child starts with no signal blocked or ignored, whatever its parent does.
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )

        var argumentPointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        var environmentPointers = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer {
            unsafe (argumentPointers + environmentPointers).forEach { unsafe free($0) }
        }
        var process: pid_t = 0
        let failure = unsafe posix_spawn(
            &process,
            path,
            &actions,
            &attributes,
            &argumentPointers,
            &environmentPointers
        )
        guard failure == 0 else { throw SystemError("starting \(path)", errno: failure) }
        return process
    }
}
