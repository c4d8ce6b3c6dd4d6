import EnclaveTesting
import FixtureInterface
import Foundation
import Glibc
import RedoubtHost
import SeededTesting
import Testing

@Suite("Killing any process at any time", .enabled(if: RunningService.canRun))
struct ServiceKillTests {
    private enum Victim: UInt64 {
        case host, service, monitor, jailedProcess
    }

    /// A host that launches an enclave by the service, and holds it in a call that never ends.
    private func startHost(
        _ service: RunningService,
        _ level: IsolationLevel
    ) async throws
        -> Process
    {
        let host = Process()
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        host.executableURL = productsDirectory.appendingPathComponent("FixtureHost")
        host.arguments = ["hold", try await enclaveImage("FixtureEnclave"), String(index)]
        host.environment = ProcessInfo.processInfo.environment.merging(
            [PlatformSocket.environmentVariable: service.socket]
        ) { $1 }
        host.standardOutput = FileHandle.nullDevice
        host.standardError = FileHandle.nullDevice
        try host.run()
        return host
    }

    /// The process to kill, among those that are there by now; nil if it has not come, or is gone.
    private func find(
        _ victim: Victim,
        _ host: Process,
        _ service: RunningService,
        sparing family: Set<Int32>
    ) -> Int32? {
        let monitors = ProcessTree.children(of: service.processID).filter { !family.contains($0) }
        return switch victim {
        case .host: host.processIdentifier
        case .service: service.processID
        case .monitor: monitors.first
        case .jailedProcess: monitors.first.flatMap { ProcessTree.children(of: $0).first }
        }
    }

    @Test(
        "No process is left, no caller waits for ever, and no other enclave is harmed",
        arguments: testedIsolation
    )
    func anyProcess(_ level: IsolationLevel) async throws {
        let service = try await RunningService()
        let image = try await enclaveImage("FixtureEnclave")
        var random = SeededGenerator(for: "ServiceKillTests.anyProcess \(level)")
        try await Enclave.withLaunched(
            image,
            policy: .development,
            options: service.options(level)
        ) { other in
            let monitor = other.monitorProcessID
            let family = Set([monitor] + ProcessTree.children(of: monitor))
            var killed = Set<Victim>()
            for round in 0..<24 {
                let victim = Victim(rawValue: UInt64(round) % 4) ?? .host
                let host = try await startHost(service, level)
                // From before the host asks to after it has its enclave.
                usleep(UInt32(random.next() % 150_000))
                if let process = find(victim, host, service, sparing: family) {
                    if victim == .service { service.kill(SIGKILL) } else { kill(process, SIGKILL) }
                    killed.insert(victim)
                }
                if victim == .service { try await service.start() }
                // Whoever has no enclave hears of it, and ends; whoever has one is ended below.
                let isOver = try await eventually {
                    !host.isRunning || !service.processes(sparing: family).isEmpty
                }
                #expect(isOver, "round \(round), \(victim): a caller waits for nothing")
                host.terminate()
                ProcessTree.waitForEnd(of: host.processIdentifier)
                #expect(
                    try await eventually { service.processes(sparing: family).isEmpty },
                    "round \(round), \(victim): \(service.processes(sparing: family))"
                )
                #expect(try await service.waitForEnclaves(1))
                #expect(try await FixtureClient(other).add(1, 2) == 3)
            }
            #expect(killed.contains(.service) && killed.contains(.host))
            #expect(killed.contains(.monitor))
            if level.backend == .process { #expect(killed.contains(.jailedProcess)) }
        }
        #expect(try await service.waitForEnclaves(0))
        #expect(service.processes(sparing: []) == [])
    }
}
