import EnclaveTesting
import FixtureInterface
import Foundation
import Glibc
import RedoubtHost
import Testing

@Suite("Processes that stand still for a while")
struct StoppedProcessTests {
    @Test(
        "A stream whose enclave stands still now and then arrives whole",
        arguments: testedIsolation
    )
    func stream(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let monitor = enclave.monitorProcessID
            let processes = [monitor] + ProcessTree.children(of: monitor)
            let stopping = Task {
                while !Task.isCancelled {
                    for process in processes { kill(process, SIGSTOP) }
                    try? await Task.sleep(for: .milliseconds(20))
                    for process in processes { kill(process, SIGCONT) }
                    try? await Task.sleep(for: .milliseconds(5))
                }
            }
            let bytes = StreamTests.pattern(3_000_000)
            let (pieces, sink) = ByteSink.makeStream()
            async let count = client.invert(ByteSource(bytes), to: sink)
            var arrived = 0
            var isRight = true
            for try await piece in pieces {
                isRight = isRight && piece == bytes[arrived..<arrived + piece.count].map { ~$0 }
                arrived += piece.count
            }
            #expect(try await count == bytes.count)
            #expect(isRight && arrived == bytes.count)
            stopping.cancel()
            await stopping.value
            #expect(try await client.add(1, 1) == 2)
        }
    }

    @Test(
        "An enclave that stands still beyond the deadline is ended",
        arguments: testedIsolation
    )
    func beyond(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, _ in
            let monitor = enclave.monitorProcessID
            for process in ProcessTree.children(of: monitor) + [monitor] {
                kill(process, SIGSTOP)
                // A thread that runs on another processor takes a moment to come to its stop.
                while try !Self.standsStill(process) {
                    try await Task.sleep(for: .milliseconds(1))
                }
            }
            let client = FixtureClient(enclave.calls(timeout: .milliseconds(100)))
            let error = await enclaveError { _ = try await client.add(1, 1) }
            #expect(error?.stopReason == .deadlineExceeded)
            await enclave.terminate()
            #expect(ProcessTree.children(of: getpid()).contains(monitor) == false)
        }
    }

    /// Whether all threads of a process are stopped.
    private static func standsStill(_ process: Int32) throws -> Bool {
        let threads = "/proc/\(process)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).allSatisfy { thread in
            let status = try String(contentsOfFile: "\(threads)/\(thread)/status", encoding: .utf8)
            return status.contains("State:\tT")
        }
    }
}
