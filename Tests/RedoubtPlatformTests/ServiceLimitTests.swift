import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Limits of the platform service", .enabled(if: RunningService.canRun))
struct ServiceLimitTests {
    private func refusal(
        _ image: String,
        _ options: LaunchOptions
    ) async -> PlatformRefusal? {
        let error = await #expect(throws: EnclaveError.self) {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(error?.code == .platformRefused)
        return error?.platformRefusal
    }

    @Test("A user has no more enclaves than the limit, and can launch again when one has ended")
    func enclaves() async throws {
        let service = try await RunningService(limits: "{enclavesPerUser: 2}")
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(testedIsolation[0])
        try await Enclave.withLaunched(image, policy: .development, options: options) { first in
            try await Enclave.withLaunched(image, policy: .development, options: options) { _ in
                #expect(
                    await refusal(image, options) == .enclaves(used: 2, limit: 2, .user)
                )
            }
            try await Enclave.withLaunched(image, policy: .development, options: options) { third in
                let sum = try await FixtureClient(third).add(2, 2)
                #expect(sum == 4)
            }
            #expect(try await FixtureClient(first).add(1, 2) == 3)
        }
        #expect(service.auditHolds("\"event\":\"refused\"", "2 enclaves of 2"))
    }

    @Test("All users together have no more enclaves than the limit")
    func machine() async throws {
        let service = try await RunningService(limits: "{enclaves: 0}")
        let image = try await enclaveImage("FixtureEnclave")
        #expect(
            await refusal(image, service.options(testedIsolation[0]))
                == .enclaves(used: 0, limit: 0, .machine)
        )
    }

    @Test(
        "Secure memory is counted as the monitor finds it in the image",
        arguments: testedIsolation
    )
    func memory(_ level: IsolationLevel) async throws {
        let service = try await RunningService(limits: "{secureMemoryPerUser: '8 MiB'}")
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(level)
        try await Enclave.withLaunched(image, policy: .development, options: options) { _ in
            let used = try #require(try service.status()).caller.memoryBytes
            // Of its four MiB of heap and four stacks of 128 KiB.
            #expect((4_718_592...6_000_000).contains(used))
            #expect(
                await refusal(image, options)
                    == .memory(neededBytes: used, usedBytes: used, limitBytes: 8 << 20, .user)
            )
            #expect(try service.status()?.caller.memoryBytes == used)
        }
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            let sum = try await FixtureClient(enclave).add(1, 2)
            #expect(sum == 3)
        }
    }

    @Test("An image that is larger than the budget is not even read")
    func largeImage() async throws {
        let service = try await RunningService(limits: "{secureMemoryPerUser: '1 MiB'}")
        let path = "\(service.folder)/large"
        try Data(repeating: 7, count: (1 << 20) + 1).write(to: URL(fileURLWithPath: path))
        #expect(
            await refusal(path, service.options(testedIsolation[0]))
                == .memory(neededBytes: 1_048_577, usedBytes: 0, limitBytes: 1 << 20, .user)
        )
        #expect(try service.status()?.machine.memoryBytes == 0)
    }

    @Test("Launches at the same time do not get past the limit together")
    func concurrent() async throws {
        let service = try await RunningService(limits: "{secureMemory: '12 MiB'}")
        let image = try await enclaveImage("FixtureEnclave")
        let options = service.options(testedIsolation[0])
        let outcomes = await withTaskGroup(of: Enclave?.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try? await Enclave.launch(image, policy: .development, options: options)
                }
            }
            return await group.reduce(into: [Enclave?]()) { $0.append($1) }
        }
        let running = outcomes.compactMap { $0 }
        // Two fit. Each launch counts only what it was granted, so at least one of six gets it.
        #expect((1...2).contains(running.count))
        let use = try #require(try service.status()).machine
        #expect(use.enclaves == running.count)
        #expect(use.memoryBytes <= use.memoryLimitBytes)
        for enclave in running { await enclave.terminate() }
        #expect(try service.status()?.machine.enclaves == 0)
    }

    @Test("A limits file that says what is no limit keeps the service from starting")
    func wrongFile() async {
        for text in ["{enclaves: -1}", "{secureMemory: 'much'}", "{secureMemroy: 1}", "[]", "{"] {
            let failure = await #expect(throws: ProgramFailure.self, "\(text)") {
                _ = try await RunningService(limits: text)
            }
            #expect(failure?.description.contains("limits.json") == true)
        }
    }
}
