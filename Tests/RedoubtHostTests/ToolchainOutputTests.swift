import EnclaveTesting
import Foundation
import RedoubtControl
import Testing

@testable import RedoubtHost

@Suite("Programs that the host asks")
struct ToolchainOutputTests {
    private func output(
        _ script: String,
        within timeout: Duration = .seconds(60)
    ) async throws -> String {
        // It blocks, so it gets a thread of its own.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try ToolchainOutput.of("/bin/sh", ["-c", script], until: .now + timeout)
                    }
                )
            }
        }
    }

    @Test
    func `What a program prints is taken, and it gets no input and nothing of the environment`()
        async throws
    {
        #expect(try await output("echo one; echo two >&2; cat; echo $HOME") == "one\n\n")
        #expect(try await output("exit 3") == "")
    }

    @Test func `A program that hangs is killed at the deadline`() async throws {
        let file = NSTemporaryDirectory() + "redoubt-hang-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let error = await #expect(throws: SystemError.self) {
            _ = try await output("echo $$ > \(file); exec sleep 600", within: .milliseconds(500))
        }
        #expect(error?.errno == ETIMEDOUT)
        #expect(try isGone(file))
    }

    @Test func `A program that has said all and stays is killed`() async throws {
        let file = NSTemporaryDirectory() + "redoubt-stay-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = try await output("echo $$ > \(file); echo all; exec >&-; exec sleep 600")
        #expect(text == "all\n")
        #expect(try isGone(file))
    }

    /// Whether the process whose number is in a file exists no longer, not even to be waited for.
    private func isGone(_ file: String) throws -> Bool {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let process = try #require(Int32(text.dropLast()))
        return kill(process, 0) == -1 && errno == ESRCH
    }

    @Test func `Output without an end is refused`() async throws {
        let error = await #expect(throws: SystemError.self) { _ = try await output("exec yes") }
        #expect(error?.errno == EMSGSIZE)
    }

    @Test func `A program that is not there is an error`() throws {
        #expect(throws: SystemError.self) {
            try ToolchainOutput.of("/nowhere/tool", [], until: .now + .seconds(1))
        }
    }
}
