import EnclaveTesting
import Foundation
import RegistryInterface
import Testing

/// That the example's program says what it does, and why it does not.
struct ProgramTests {
    private func registry(_ arguments: String...) async throws -> ProgramOutput {
        try await run(productsDirectory.appendingPathComponent("registry").path, arguments)
    }

    @Test(arguments: testedIsolation.isEmpty ? [] : ["automatic", "process"])
    func `It prints the seal, the table, the histogram and a refusal`(
        isolation: String
    ) async throws {
        let image = try await enclaveImage("RegistryEnclave")
        let output = try await registry("--image", image, "--isolation", isolation)
        #expect(output.status == 0)
        #expect(output.standardError.split(separator: "\n").count == 1)
        #expect(output.standardError.contains("is signed with the development key"))
        let text = output.standardOutput
        #expect(text.hasPrefix("Enclave:   "))
        #expect(text.contains("\nSigned by: the DEVELOPMENT KEY\nSealed by: "))
        if isolation == "process" { #expect(text.contains("\nSealed by: process, ")) }
        #expect(text.contains("The enclave says: registry: 569 patients loaded"))
        #expect(
            text.contains(
                "mean radius      malignant       212   17.463      3.204   10.950    28.110"
            )
        )
        #expect(text.contains("█"))
        #expect(text.contains("benign: refused, the group, or what it leaves out"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 110 })
    }

    @Test(arguments: [
        ["--imagee"], ["extra"], ["--image"], ["--isolation", "none"], ["--signer", "5a"],
    ])
    func `What it does not understand ends with its usage and status 64`(
        arguments: [String]
    ) async throws {
        let path = productsDirectory.appendingPathComponent("registry").path
        let output = try await run(path, arguments)
        #expect(output.status == 64)
        #expect(output.standardOutput == "")
        #expect(output.standardError.contains(arguments[0]))
        #expect(output.standardError.contains("usage: registry"))
    }

    @Test func `It explains itself when asked`() async throws {
        let output = try await registry("--help")
        #expect(output.status == 0)
        #expect(output.standardOutput.hasPrefix("usage: registry"))
    }

    @Test func `An image that somebody else signed ends it with status 77`() async throws {
        let image = try await enclaveImage("RegistryEnclave")
        let signer = String(repeating: "5a", count: 32)
        let output = try await registry("--image", image, "--signer", signer)
        #expect(output.status == 77)
        #expect(output.standardOutput == "")
        #expect(output.standardError.contains("signed with the development key"))
    }

    @Test func `Files that are not there end it with status 66 and their names`() async throws {
        let image = try await enclaveImage("RegistryEnclave")
        for arguments in [["--image", "/nowhere"], ["--image", image, "--data", "/nowhere"]] {
            let path = productsDirectory.appendingPathComponent("registry").path
            let output = try await run(path, arguments)
            #expect(output.status == 66)
            #expect(output.standardError.contains("/nowhere"))
            #expect(output.standardError.split(separator: "\n").count == 1)
        }
    }

    @Test func `A malformed file ends it with status 65, its line and its field`() async throws {
        let image = try await enclaveImage("RegistryEnclave")
        let output = try await registry("--image", image, "--data", #filePath)
        #expect(output.status == 65)
        #expect(output.standardError.contains("line 1, field 1: "))
    }
}
