public import Foundation
import RedoubtControl

/// Builds the images of this repository's own enclaves, each once in a test run, with the program that users
/// build theirs with.
public func enclaveImage(_ product: String) async throws -> String {
    _ = testDevelopmentRoot
    return try await EnclaveImages.shared.image(product)
}

private actor EnclaveImages {
    static let shared = EnclaveImages()
    private var builds: [String: Task<String, any Error>] = [:]
    private var last: Task<String, any Error>?

    func image(_ product: String) async throws -> String {
        if let build = builds[product] { return try await build.value }
        // One at a time: they share a build folder.
        let before = last
        let build = Task.detached {
            _ = try? await before?.value
            return try await buildImage(product)
        }
        builds[product] = build
        last = build
        return try await build.value
    }
}

/// A program that ended with a failure, and what it said.
public struct ProgramFailure: Error, CustomStringConvertible {
    /// What it said.
    public let description: String

    /// Describes a failure.
    public init(description: String) {
        self.description = description
    }
}

/// The folder of this repository.
public var repository: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// The folder that this build's executables are in.
public var productsDirectory: URL {
    // The tests are in a bundle beside the executables.
    Bundle.main.bundleURL.resolvingSymlinksInPath()
}

private func buildImage(_ product: String) async throws -> String {
    let output = try await run(
        productsDirectory.appendingPathComponent("redoubt").path,
        ["build", product, "--package-path", repository.path]
    )
    guard output.status == 0 else {
        throw ProgramFailure(description: "redoubt build \(product): \(output.standardError)")
    }
    return repository.appendingPathComponent(".build/enclaves/\(product).enclave").path
}

/// What a program said, and how it ended.
public struct ProgramOutput: Sendable {
    /// The exit status, or the signal that ended it.
    public let status: Int32
    /// What it printed.
    public let standardOutput: String
    /// What it printed on standard error.
    public let standardError: String
}

/// Runs a program to its end, without blocking a thread of Swift's pool.
public func run(
    _ path: String,
    _ arguments: [String],
    directory: String? = nil,
    environment: [String: String] = [:]
) async throws -> ProgramOutput {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(
                with: Result {
                    try runBlocking(path, arguments, directory: directory, environment: environment)
                }
            )
        }
    }
}

private func runBlocking(
    _ path: String,
    _ arguments: [String],
    directory: String?,
    environment: [String: String]
) throws -> ProgramOutput {
    // Files, not pipes: a grandchild that lives on must not keep the test waiting for a pipe's end.
    let outputs = FileManager.default.temporaryDirectory
        .appendingPathComponent("redoubt-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: outputs, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: outputs) }
    let files = ["out", "err"].map { outputs.appendingPathComponent($0) }
    let descriptors = try files.map { try descriptor($0.path, O_WRONLY | O_CREAT) }
    let nothing = try descriptor("/dev/null", O_RDONLY)
    defer { for descriptor in descriptors + [nothing] { close(descriptor) } }
    _ = testDevelopmentRoot
    let changed = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let command =
        directory.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, path] } ?? [path]
    let status = try ChildProcess.run(
        path: command[0],
        arguments: command + arguments,
        environment: changed.map { "\($0)=\($1)" },
        inherited: [(nothing, 0), (descriptors[0], 1), (descriptors[1], 2)]
    )
    return ProgramOutput(
        status: status,
        standardOutput: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
        standardError: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    )
}

private func descriptor(_ path: String, _ flags: Int32) throws -> Int32 {
    let opened = unsafe open(path, flags | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw SystemError(path, errno: errno) }
    return opened
}
