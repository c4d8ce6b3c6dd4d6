import Foundation
import RedoubtControl

/// Runs programs.
enum Command {
    struct Output {
        let status: Int32
        let standardOutput: [UInt8]
    }

    /// Runs a program that is on the path, and takes what it prints.
    static func run(
        _ name: String,
        _ arguments: [String],
        directory: String? = nil
    ) throws -> Output {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // A file, not a pipe: what the program leaves running must not keep us waiting.
        let printed = folder.appendingPathComponent("printed")
        let output = OwnedDescriptor(try open(printed.path, O_WRONLY | O_CREAT))
        let errors = OwnedDescriptor(try open("/dev/null", O_WRONLY))
        let status = try run(
            name,
            arguments,
            directory: directory,
            output: output.rawValue,
            errors: errors.rawValue
        )
        return Output(status: status, standardOutput: Array(try Data(contentsOf: printed)))
    }

    /// Runs a program that is on the path, with all its output on standard error, and returns its status.
    static func show(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> Int32 {
        try run(
            name,
            arguments,
            environment: environment,
            output: STDERR_FILENO,
            errors: STDERR_FILENO
        )
    }

    private static func run(
        _ name: String,
        _ arguments: [String],
        directory: String? = nil,
        environment: [String: String] = [:],
        output: Int32,
        errors: Int32
    ) throws -> Int32 {
        let input = OwnedDescriptor(try open("/dev/null", O_RDONLY))
        let changed = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = directory.map { ["-C", $0] } ?? []
        return try ChildProcess.run(
            path: "/usr/bin/env",
            arguments: ["env"] + folder + [name] + arguments,
            environment: changed.map { "\($0)=\($1)" },
            inherited: [(input.rawValue, 0), (output, 1), (errors, 2)]
        )
    }

    private static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let opened = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw SystemError(path, errno: errno) }
        return opened
    }
}
