import Foundation

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
        let process = try prepare(name, arguments, directory: directory, environment: [:])
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Output(status: process.terminationStatus, standardOutput: Array(output))
    }

    /// Runs a program that is on the path, with all its output on standard error, and returns its status.
    static func show(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:]
    ) throws -> Int32 {
        let process = try prepare(name, arguments, directory: nil, environment: environment)
        process.standardOutput = FileHandle.standardError
        process.standardError = FileHandle.standardError
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static func prepare(
        _ name: String,
        _ arguments: [String],
        directory: String?,
        environment: [String: String]
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        process.standardInput = FileHandle.nullDevice
        return process
    }
}
