import EnclaveTesting
import FixtureInterface
import Foundation
import Glibc
import RedoubtHost
import SeededTesting
import Testing

@Suite("Killing any process at any time", .enabled(if: RunningService.canRun))
struct ServiceKillTests {
    private enum Victim: CaseIterable {
        case host, service, monitor, jailedProcess
    }

    /// At each of the four levels.
    private static let kills = 250

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
        "A thousand times, no process is left, no caller waits for ever, no other enclave is harmed",
        .timeLimit(.minutes(30)),
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
            let victims = Victim.allCases.filter {
                $0 != .jailedProcess || level.backend == .process
            }
            var killed: [Victim: Int] = [:]
            var round = 0
            // Some come too early to find what they are to kill.
            while killed.values.reduce(0, +) < Self.kills, round < 4 * Self.kills {
                let victim = victims[round % victims.count]
                round += 1
                let host = try await startHost(service, level)
                // From before the host asks to after it has its enclave.
                usleep(UInt32(random.next() % 150_000))
                if let process = find(victim, host, service, sparing: family) {
                    if victim == .service { service.kill(SIGKILL) } else { kill(process, SIGKILL) }
                    killed[victim, default: 0] += 1
                }
                if victim == .service { try await service.start() }
                // Whoever has no enclave hears of it, and ends; whoever has one is ended below.
                let isOver = try await eventually {
                    !ProcessTree.isAlive(host.processIdentifier)
                        || !service.processes(sparing: family).isEmpty
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
            #expect(killed.values.reduce(0, +) == Self.kills)
            for victim in victims { #expect(killed[victim, default: 0] > 10, "\(victim)") }
        }
        #expect(try await service.waitForEnclaves(0))
        #expect(service.processes(sparing: []) == [])
    }
}
