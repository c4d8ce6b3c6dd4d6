import FixtureInterface
import Foundation
import RedoubtHost

/// A host in a process of its own, for tests that kill it or count what it leaves behind.
@main
enum Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.first == "redoubt-monitor" { try await Task.sleep(for: .seconds(60)) }
        guard arguments.count >= 4, let level = Int(arguments[3]) else {
            StandardError.write("usage: FixtureHost hold|launch-many IMAGE LEVEL [COUNT]")
            exit(64)
        }
        var options = LaunchOptions()
        options.isolation = .exactly(IsolationLevel.strongestFirst[level])
        // Whoever looks at it may take long on a busy machine.
        options.callTimeout = .seconds(600)
        switch arguments[1] {
        case "hold": try await hold(arguments[2], options)
        default: try await launchMany(arguments[2], options, count: Int(arguments[4]) ?? 1)
        }
    }

    /// Launches an enclave, says the number of its monitor, and keeps a call running.
    private static func hold(_ image: String, _ options: LaunchOptions) async throws {
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            print(enclave.monitorProcessID)
            fflush(nil)
            try await FixtureClient(enclave).loopForEver()
        }
    }

    /// Launches that many enclaves, one after the other, and says what grew.
    private static func launchMany(
        _ image: String,
        _ options: LaunchOptions,
        count: Int
    ) async throws {
        // The first launches fill caches and the allocator's arenas, and start threads that stay.
        for _ in 0..<200 { try await launchOnce(image, options) }
        let before = Resources.now()
        for _ in 0..<count { try await launchOnce(image, options) }
        let after = Resources.now()
        print(
            after.descriptors - before.descriptors,
            after.children - before.children,
            after.threads - before.threads,
            after.residentKiB - before.residentKiB
        )
    }

    private static func launchOnce(_ image: String, _ options: LaunchOptions) async throws {
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            _ = try await FixtureClient(enclave).add(1, 2)
        }
    }
}

/// What a process holds.
struct Resources {
    let descriptors: Int
    let children: Int
    let threads: Int
    let residentKiB: Int

    static func now() -> Resources {
        let files = FileManager.default
        let tasks = (try? files.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        let children = tasks.reduce(0) { sum, task in
            let text = files.contents(atPath: "/proc/self/task/\(task)/children") ?? Data()
            return sum + String(decoding: text, as: UTF8.self).split(separator: " ").count
        }
        let status = String(
            decoding: files.contents(atPath: "/proc/self/status") ?? Data(),
            as: UTF8.self
        )
        let resident = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return Resources(
            descriptors: ((try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).count,
            children: children,
            threads: tasks.count,
            residentKiB: resident.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        )
    }
}
