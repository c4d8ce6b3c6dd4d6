import EnclaveTesting
import Foundation

/// The agent as a program of its own, for the time that `body` runs.
///
/// - Returns: what `body` returns; after it the agent was ended, and ended well.
func withAgent<Result>(
    _ folder: SignerFolder,
    _ body: (RunningAgent) async throws -> Result
) async throws -> Result {
    _ = testDevelopmentRoot
    let image = try await enclaveImage("SignerEnclave")
    let socket = "\(folder.path)/agent"
    let process = Process()
    process.executableURL = productsDirectory.appendingPathComponent("signer")
    process.arguments = ["agent", "--socket", socket, "--state", folder.state, "--image", image]
    let errors = "\(folder.path)/agent-errors"
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    defer { if process.isRunning { process.terminate() } }
    let agent = RunningAgent(process: process, socket: socket)
    while !FileManager.default.fileExists(atPath: socket) {
        guard process.isRunning else {
            throw ProgramFailure(
                description: try String(contentsOfFile: errors, encoding: .utf8)
            )
        }
        try await Task.sleep(for: .milliseconds(20))
    }
    let result = try await body(agent)
    guard process.isRunning else { throw ProgramFailure(description: "the agent has ended") }
    process.terminate()
    while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    guard process.terminationStatus == 0, process.terminationReason == .exit,
        !FileManager.default.fileExists(atPath: socket)
    else { throw ProgramFailure(description: "the agent ended badly") }
    return result
}

/// An agent that runs.
struct RunningAgent {
    fileprivate let process: Process
    /// Where it listens.
    let socket: String

    /// Runs a program of SSH's that finds this agent.
    func run(_ program: String, _ arguments: [String]) async throws -> ProgramOutput {
        try await EnclaveTesting.run(
            "/usr/bin/env",
            [program] + arguments,
            environment: ["SSH_AUTH_SOCK": socket]
        )
    }

    /// Sends bytes, says that no more will come, and takes what comes back.
    func exchange(_ bytes: [UInt8]) throws -> [UInt8] {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            unsafe buffer.copyBytes(from: socket.utf8)
        }
        let descriptor = Foundation.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        let connected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw ProgramFailure(description: "nobody listens") }
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes[sent...].withUnsafeBytes { part in
                unsafe send(descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
            }
            // The agent hangs up on what it cannot read.
            guard count > 0 else { break }
            sent += count
        }
        shutdown(descriptor, Int32(SHUT_WR))
        var answer: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = unsafe part.withUnsafeMutableBytes { buffer in
                unsafe recv(descriptor, buffer.baseAddress, buffer.count, 0)
            }
            guard count > 0 else { return answer }
            answer += part[..<count]
        }
    }
}
