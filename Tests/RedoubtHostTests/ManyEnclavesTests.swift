import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Many enclaves of one host")
struct ManyEnclavesTests {
    private static let count = 200

    /// Kibibytes of a process, where what several share is counted in parts (PSS).
    private func proportionalKiB(of process: Int32) throws -> Int {
        let rollup = try #require(
            FileManager.default.contents(atPath: "/proc/\(process)/smaps_rollup")
        )
        let line = try #require(
            String(decoding: rollup, as: UTF8.self).split(separator: "\n").first {
                $0.hasPrefix("Pss:")
            }
        )
        return try #require(Int(line.split(separator: " ")[1]))
    }

    @Test(
        "Two hundred live at the same time, small and idle",
        .timeLimit(.minutes(10)),
        arguments: testedIsolation
    )
    func twoHundred(_ level: IsolationLevel) async throws {
        // Only root may look into a process that is not dumpable.
        try #require(geteuid() == 0)
        let image = try await enclaveImage("FixtureEnclave")
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.log = { _ in }
        var enclaves: [Enclave] = []
        for _ in 0..<Self.count {
            enclaves.append(try await Enclave.launch(image, policy: .development, options: options))
        }
        for (index, enclave) in enclaves.enumerated() {
            #expect(try await FixtureClient(enclave).add(index, 1) == index + 1)
        }
        let processes = enclaves.flatMap { enclave in
            [enclave.monitorProcessID] + ProcessTree.children(of: enclave.monitorProcessID)
        }
        let proportional = try processes.reduce(0) { try $0 + proportionalKiB(of: $1) }
        print("\(level): \(proportional / Self.count) KiB of proportional memory for each enclave")
        #expect(proportional / Self.count <= 4 << 10)

        try await Task.sleep(for: .seconds(1))
        func ticks() throws -> Int {
            try processes.reduce(0) { try $0 + #require(ProcessTree.usedTicks($1)) }
        }
        let before = try ticks()
        try await Task.sleep(for: .seconds(2))
        // A tick is 10 ms: of 200 enclaves together.
        #expect(try ticks() - before <= 2)

        // All of them on few processors, each called now and then: nobody is forgotten.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, enclave) in enclaves.enumerated() {
                group.addTask {
                    for round in 0..<10 {
                        try await Task.sleep(for: .milliseconds((index * 7 + round * 13) % 50))
                        let client = FixtureClient(enclave.calls(timeout: .seconds(10)))
                        #expect(try await client.add(index, round) == index + round)
                    }
                }
            }
            try await group.waitForAll()
        }
        for enclave in enclaves { await enclave.terminate() }
    }
}
