import EnclaveTesting
import Foundation
import RedoubtImage
import Testing

/// `docs/IMAGE.md`, as far as it can be run.
@Suite("The document on images")
struct ImageDocumentTests {
    /// The commands that it gives to check an image.
    private func commands() throws -> String {
        let file = repository.appendingPathComponent("docs/IMAGE.md")
        let parts = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
        let blocks = parts.filter { $0.hasPrefix("sh\n") }
        try #require(blocks.count == 1)
        return String(blocks[0].dropFirst(3))
    }

    private func check(
        _ file: [UInt8],
        _ key: SigningKey,
        _ algorithm: SignatureAlgorithm
    ) async throws -> ProgramOutput {
        try await withScratchFolder { folder in
            try folder.write(file, as: "APP.enclave")
            try folder.write(key.signerKey.pem.utf8, as: "author.pub.pem")
            try FileManager.default.createSymbolicLink(
                at: folder.appendingPathComponent("docs"),
                withDestinationURL: repository.appendingPathComponent("docs")
            )
            var script = try commands()
            if algorithm == .p384 {
                script = script.replacingOccurrences(
                    of: "size=32 digest=-sha256",
                    with: "size=48 digest=-sha384"
                )
            }
            return try await runForeign("bash", ["-euo", "pipefail", "-c", script], in: folder)
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `Its commands find a genuine image genuine`(algorithm: SignatureAlgorithm) async throws {
        let key = SigningKey(algorithm)
        let image = try makeSampleImage().signed(with: key)
        let output = try await check(image.encoded(), key, algorithm)
        let measurement = "\(image.measured())"
        #expect(output.status == 0, "\(output.standardError)")
        #expect(
            output.standardOutput.split(separator: "\n").map(String.init)
                == ["Verified OK", measurement, measurement, "\(key.signerKey.id)  -"]
        )
    }

    @Test func `Its commands find a changed header and a changed page`() async throws {
        let key = SigningKey(.p256)
        let image = try makeSampleImage().signed(with: key)
        let file = image.encoded()
        let header = try await check(file.putting(1 as UInt8, at: 84), key, .p256)
        #expect(header.status != 0 && !header.standardOutput.contains("Verified OK"))
        let page = try await check(file.putting(0 as UInt8, at: 4096), key, .p256)
        let lines = page.standardOutput.split(separator: "\n").map(String.init)
        #expect(lines.prefix(2) == ["Verified OK", "\(image.measured())"])
        #expect(lines.count == 4 && lines[2] != lines[1])
    }
}
