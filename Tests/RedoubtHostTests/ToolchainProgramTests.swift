import Foundation
import RedoubtControl
import Testing

@testable import RedoubtHost

@Suite("Programs of the toolchain")
struct ToolchainProgramTests {
    private final class Folders {
        let root = NSTemporaryDirectory() + "redoubt-path-\(UUID().uuidString)"

        func add(_ folder: String, _ programs: String...) throws {
            let path = "\(root)/\(folder)"
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true
            )
            for program in programs {
                let made = FileManager.default.createFile(
                    atPath: "\(path)/\(program)",
                    contents: Data(),
                    attributes: [.posixPermissions: 0o755]
                )
                try #require(made)
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: root) }
    }

    @Test func `The one beside the compiler comes before others on the path`() throws {
        let folders = Folders()
        try folders.add("system", "tool")
        try folders.add("toolchain", "swiftc", "tool")
        let path = "\(folders.root)/none:\(folders.root)/system:\(folders.root)/toolchain"
        #expect(ToolchainProgram.find("tool", path: path) == "\(folders.root)/toolchain/tool")
        #expect(
            ToolchainProgram.find("tool", path: "\(folders.root)/system")
                == "\(folders.root)/system/tool"
        )
        #expect(ToolchainProgram.find("other", path: path) == nil)
    }

    @Test func `A compiler that is a link leads to its toolchain`() throws {
        let folders = Folders()
        try folders.add("toolchain", "swift-driver", "tool")
        try folders.add("links")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folders.root)/links/swiftc",
            withDestinationPath: "../toolchain/swift-driver"
        )
        let found = ToolchainProgram.find("tool", path: "\(folders.root)/links")
        #expect(found?.hasSuffix("/toolchain/tool") == true)
    }

    @Test func `The current folder is no place to look, whatever the path says`() throws {
        let folders = Folders()
        try folders.add("bin", "tool")
        let up = String(repeating: "../", count: 64)
        #expect(ToolchainProgram.find("tool", path: up + folders.root.dropFirst() + "/bin") == nil)
        #expect(ToolchainProgram.find("tool", path: "::.:") == nil)
    }
}
