import CRedoubtABI
import EnclaveTesting
import Foundation
import RedoubtHost
import Testing

@testable import RedoubtKeys

/// Where root looks for an enclave's keys once it serves calls.
@Suite("What is left of keys")
struct KeyResidueTests {
    /// The forms in which a key shows up in memory: as it is, and as HMAC and SHA-256 work on it.
    private static func forms(_ key: [UInt8]) -> [[UInt8]] {
        ([0, 0x36, 0x5C] as [UInt8]).flatMap { pad -> [[UInt8]] in
            let padded = key.map { $0 ^ pad }
            let swapped = stride(from: 0, to: padded.count, by: 4).flatMap {
                padded[$0..<$0 + 4].reversed()
            }
            return [padded, swapped]
        }.map { Array($0.prefix(16)) }
    }

    /// All keys in what an enclave is given.
    private static func keys(in given: [UInt8]) -> [[UInt8]] {
        let starts = [128] + stride(from: 168, to: 680, by: 32)
        return starts.map { Array(given[$0..<$0 + 32]) }.filter { $0.contains { $0 != 0 } }
    }

    @Test(
        "Root finds no key outside of the enclave's own memory, and no root secret at all",
        arguments: testedIsolation
    )
    func keysAreGone(_ level: IsolationLevel) async throws {
        // Ordinary memory is the control: there the enclave's own copy is found, and the one for resets.
        let expected =
            switch level.memory {
            case .private: 0
            case .ordinary: level.backend == .virtualization ? 2 : 1
            }
        try await expectKeys(level, locksMemory: true, count: expected)
    }

    @Test(
        "Where no memory can be locked keys come all the same, and are wiped but for the copy for resets",
        arguments: testedIsolation.filter { $0 != IsolationLevel(.process, .private) }
    )
    func withoutSecretMemory(_ level: IsolationLevel) async throws {
        let ofEnclave = level.memory == .ordinary ? 1 : 0
        let forResets = level.backend == .virtualization ? 1 : 0
        try await expectKeys(level, locksMemory: false, count: ofEnclave + forResets)
    }

    /// Launches an enclave in another process, and counts what root finds of its keys.
    private func expectKeys(
        _ level: IsolationLevel,
        locksMemory: Bool,
        count expected: Int
    ) async throws {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: reading as root needs root")
            return
        }
        let root = TemporaryRoot()
        let image = try await enclaveImage("FixtureEnclave")
        // Who the enclave is that the other host will launch.
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.developmentFolder = root.folder
        options.platform = .development
        let identity = try await Enclave.withLaunched(
            image,
            policy: .development,
            options: options
        ) { $0.identity }
        let secrets = try RootSecretFolder(root.folder).load()
        let secret = unsafe secrets.withSecret(0) { unsafe Array($0) }
        let keys = Self.keys(in: try givenKeys(secrets, to: identity))
        #expect(keys.count >= 5)
        let patterns = ([secret] + keys).flatMap(Self.forms)

        let host = try await HoldingHost(
            image,
            level,
            [DevelopmentRoot.environmentVariable: root.folder],
            locksMemory: locksMemory
        )
        defer { host.end() }
        let monitor = host.monitor
        let jail = ProcessTree.children(of: monitor)
        #expect(jail.count == (level.backend == .process ? 1 : 0))
        let found = ([host.process, monitor] + jail).map {
            ProcessMemorySearch($0, for: patterns)
        }
        #expect(found.allSatisfy { $0.readBytes > 1 << 20 })
        // The host has none in any form, nor has anybody the root secret.
        #expect(found[0].counts.allSatisfy { $0 == 0 })
        #expect(found.allSatisfy { $0.counts.prefix(6).allSatisfy { $0 == 0 } })
        let total = patterns.indices.map { index in found.reduce(0) { $0 + $1.counts[index] } }
        for (index, count) in total.enumerated().dropFirst(6) {
            let isPlain = index % 6 == 0
            #expect(count == (isPlain ? expected : 0), "form \(index % 6) of key \(index / 6 - 1)")
        }
    }

    @Test func `The search finds what a process holds`() async throws {
        // The control for secrets that are nowhere: a process that has one in its arguments.
        let secret = UUID().uuidString
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sh")
        holder.arguments = ["-c", "read line", secret]
        let input = Pipe()
        holder.standardInput = input
        try holder.run()
        defer { try? input.fileHandleForWriting.close() }
        try await Task.sleep(for: .milliseconds(100))
        let found = ProcessMemorySearch(
            holder.processIdentifier,
            for: [Array(secret.utf8), Array(UUID().uuidString.utf8)]
        )
        #expect(found.counts[0] > 0 && found.counts[1] == 0)
    }
}
