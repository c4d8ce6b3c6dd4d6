import EnclaveTesting
import Foundation
import RedoubtABI
import Testing

@testable import RedoubtAttacks

@Suite("A stopped enclave")
struct StoppedEnclaveTests {
    @Test(
        "An enclave that was stopped in its sleep goes on when it is continued",
        arguments: testedIsolation
    )
    func continued(_ level: IsolationLevel) async throws {
        let image = try await enclaveImage("AttackEnclave")
        let victim = try await OwnVictim.launch(
            image: image,
            monitor: productsDirectory.appendingPathComponent("redoubt-monitor").path,
            levelIndex: try #require(IsolationLevel.strongestFirst.firstIndex(of: level)),
            seed: 7,
            folder: testDevelopmentRoot
        )
        let before = await victim.check()
        // Its other thread sleeps a millisecond at a time: it is stopped within a sleep sooner or later.
        for _ in 0..<50 {
            for process in victim.sealed.reversed() { kill(process, SIGSTOP) }
            try await Task.sleep(for: .milliseconds(3))
            for process in victim.sealed { kill(process, SIGCONT) }
            try await Task.sleep(for: .milliseconds(1))
        }
        let after = await victim.check()
        await victim.end()
        #expect(UInt64(before) != nil, "\(before)")
        #expect(after == before)
    }
}
