internal import Foundation
internal import Glibc
internal import RedoubtControl

/// Plants a library by a variable in the host's environment before the launch, and sees whether the monitor opens
/// it.
struct PlantedLibrary: Attack {
    enum Variable: String {
        case preload = "LD_PRELOAD"
        /// The monitor gets this one: it is how it finds Swift's libraries.
        case libraryPath = "LD_LIBRARY_PATH"
    }
    let variable: Variable
    var name: String { variable.rawValue.lowercased() }
    var aim: Aim { variable == .preload ? .reading : .anotherMonitor }
    let attackers = [Attacker.hostUser]
    let usesUpVictim = true

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        let folder = "\(target.folder)/planted"
        let library = "\(folder)/libc.so.6"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            // A library that every program loads, so that it runs as before.
            guard
                let source = ProcessFiles.text("/proc/self/maps").split(separator: "\n")
                    .compactMap({ $0.split(separator: " ").last.map(String.init) })
                    .first(where: { $0.hasSuffix("/libc.so.6") })
            else { return .impossible("no library was found that could be planted") }
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(atPath: source, toPath: library)
            // Nothing but the loader of a process that takes the variable over opens it.
            let watch = inotify_init1(CInt(IN_NONBLOCK | IN_CLOEXEC))
            defer { close(watch) }
            guard watch >= 0, unsafe inotify_add_watch(watch, library, UInt32(IN_OPEN)) >= 0 else {
                return .impossible("inotify: \(unsafe String(cString: strerror(errno)))")
            }
            let old = unsafe getenv(variable.rawValue).map { unsafe ":" + String(cString: $0) }
            let value = variable == .preload ? library : folder + (old ?? "")
            unsafe setenv(variable.rawValue, value, 1)
            try await start(target)
            var event = [UInt8](repeating: 0, count: 4096)
            return unsafe read(watch, &event, event.count) > 0
                ? .found("the planted library was loaded")
                : .nothing("started without the planted library")
        } catch {
            return .impossible("\(error)")
        }
    }

    private func start(_ target: Target) async throws {
        guard target.isControl else {
            await (try await OwnVictim.launch(for: target)).end()
            return
        }
        _ = try ChildProcess.run(
            path: "/bin/true",
            arguments: ["true"],
            environment: ProcessInfo.processInfo.environment.map { "\($0)=\($1)" },
            inherited: []
        )
    }
}
