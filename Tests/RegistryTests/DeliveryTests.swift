import EnclaveTesting
import Foundation
import Glibc
import RedoubtDelivery
import RedoubtHost
import RegistryInterface
import Testing

/// That patients come in sealed, or not at all.
struct DeliveryTests {
    @Test(arguments: testedIsolation)
    func `What is not sealed for this enclave is refused, and does no harm`(
        level: IsolationLevel
    ) async throws {
        try await withRegistry(sealedBy: level) { registry in
            let envelope = try await registry.sealed(Patients.file)
            _ = try await registry.load(envelope: envelope)
            let stranger = try RecipientKey(purpose: "patients")
            let offer = try DeliveryOffer(bytes: try await registry.offer(nonce: []))
            var changed = try await registry.sealed(Patients.file)
            changed[1_000] ^= 1
            let refusals: [([UInt8], DeliveryError)] = [
                (Patients.file, .notAnEnvelope), ([], .notAnEnvelope), (envelope, .replayed),
                (changed, .tampered),
                (
                    try Envelopes.seal(Patients.file, to: stranger.publicKey, purpose: "patients"),
                    .otherKey
                ),
                (
                    try Envelopes.seal(Patients.file, to: offer.publicKey, purpose: "results"),
                    .otherPurpose
                ),
            ]
            for (bytes, error) in refusals {
                await #expect(throws: RegistryError.delivery(error)) {
                    try await registry.load(envelope: bytes)
                }
                #expect(try await registry.count(of: .all) == 569)
            }
            let limit = RegistryLimits.maximumEnvelopeBytes
            await #expect(throws: RegistryError.fileTooLarge(limitBytes: limit)) {
                try await registry.load(
                    envelope: [UInt8](repeating: 0, count: limit + 1),
                    partBytes: 65_000
                )
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `No row is in the memory or the arguments of the host's process`(
        level: IsolationLevel
    ) async throws {
        guard geteuid() == 0 else { return }
        let image = try await enclaveImage("RegistryEnclave")
        let width = 24
        let rows = String(decoding: Patients.file, as: UTF8.self).split(separator: "\n").dropFirst()
        let patterns = [rows[1], rows[25], rows[26], rows[300], rows[569]]
            .map { Array($0.utf8.prefix(width)) }
        // In the arguments, and so in memory: shows that the search finds what is there.
        let control = Array(image.utf8.suffix(width))
        let host = Process()
        host.executableURL = productsDirectory.appendingPathComponent("registry")
        host.arguments = [
            "--image", image, "--hold", "--isolation",
            level.backend == .virtualization ? "virtualization" : "process",
        ]
        let (input, output) = (Pipe(), Pipe())
        host.standardInput = input
        host.standardOutput = output
        try host.run()
        defer { host.terminate() }
        let printed = try #require(
            try await text(of: output.fileHandleForReading, until: "until standard input ends")
        )
        #expect(printed.contains("569 patients loaded"))
        let search = ProcessMemorySearch(host.processIdentifier, for: patterns + [control])
        #expect(search.readBytes > 1 << 20)
        #expect(search.counts.dropLast().allSatisfy { $0 == 0 }, "\(search.counts)")
        #expect(try #require(search.counts.last) > 0)
        let arguments = FileManager.default.contents(
            atPath: "/proc/\(host.processIdentifier)/cmdline"
        )
        let line = try #require(arguments)
        for pattern in patterns { #expect(line.range(of: Data(pattern)) == nil) }
        try input.fileHandleForWriting.close()
        ProcessTree.waitForEnd(of: host.processIdentifier)
    }

    @Test func `The search finds rows where they are`() throws {
        // The row is read from the file by the child, and is nowhere in its arguments.
        let row = String(decoding: Patients.file, as: UTF8.self).split(separator: "\n")[300]
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/bin/sh")
        let file = Patients.folder.appendingPathComponent("breast_cancer.csv").path
        reader.arguments = ["-c", "rows=$(cat \"$0\"); echo ready; read end", file]
        let (input, output) = (Pipe(), Pipe())
        reader.standardInput = input
        reader.standardOutput = output
        try reader.run()
        defer { reader.terminate() }
        #expect(output.fileHandleForReading.availableData == Data("ready\n".utf8))
        let search = ProcessMemorySearch(
            reader.processIdentifier,
            for: [Array(row.utf8.prefix(24))]
        )
        #expect(search.counts[0] > 0)
        try input.fileHandleForWriting.close()
    }

    /// What is printed, once it holds a text; nil if it ends before.
    private func text(of file: FileHandle, until end: String) async throws -> String? {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var bytes = Data()
                while true {
                    let part = file.availableData
                    if part.isEmpty { return continuation.resume(returning: nil) }
                    bytes += part
                    let text = String(decoding: bytes, as: UTF8.self)
                    if text.contains(end) { return continuation.resume(returning: text) }
                }
            }
        }
    }
}
