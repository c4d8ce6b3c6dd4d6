import Foundation
import Testing

@testable import RedoubtCommands

@Suite("The toolset of an enclave's build")
struct ToolsetTests {
    private let toolchain = Toolchain(
        resourcePath: "/toolchain/usr/lib/swift",
        version: "Swift 6.3"
    )

    @Test func `It is JSON of the form that SwiftPM reads`() throws {
        struct File: Decodable {
            struct Tool: Decodable { let extraCLIOptions: [String] }
            let schemaVersion: String
            let swiftCompiler: Tool
            let cCompiler: Tool
            let linker: Tool
        }
        let contents = try Toolset(toolchain).contents
        let file = try JSONDecoder().decode(File.self, from: contents)
        #expect(file.schemaVersion == "1.0")
        #expect(file.swiftCompiler.extraCLIOptions.contains("Embedded"))
        #expect(file.cCompiler.extraCLIOptions.contains("-ffreestanding"))
        #expect(file.linker.extraCLIOptions.contains("--image-base=0x1000000000"))
        #expect(
            file.linker.extraCLIOptions.contains(
                "-L/toolchain/usr/lib/swift/embedded/x86_64-unknown-none-elf"
            )
        )
        let keys = try JSONSerialization.jsonObject(with: contents) as? [String: Any]
        #expect(
            Set(keys?.keys.map { $0 } ?? []) == [
                "schemaVersion", "swiftCompiler", "cCompiler", "linker",
            ]
        )
    }

    @Test func `It is the same each time`() throws {
        let first = try Toolset(toolchain)
        let second = try Toolset(toolchain)
        #expect(first.contents == second.contents)
        #expect(first.fingerprint(toolchain) == second.fingerprint(toolchain))
    }

    @Test func `Its fingerprint changes with the compiler's version and with the options`() throws {
        let newer = Toolchain(resourcePath: toolchain.resourcePath, version: "Swift 6.3.1")
        let elsewhere = Toolchain(resourcePath: "/usr/lib/swift", version: toolchain.version)
        let fingerprints = try [toolchain, newer, elsewhere].map { try Toolset($0).fingerprint($0) }
        #expect(Set(fingerprints).count == 3)
        // It names a folder.
        for fingerprint in fingerprints {
            #expect(!fingerprint.isEmpty && fingerprint.allSatisfy(\.isHexDigit))
        }
    }
}
