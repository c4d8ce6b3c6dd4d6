import EnclaveTesting
import Foundation
import RedoubtControl
import Testing

@testable import RedoubtHost

@Suite("The place of a fault")
struct FaultLocatorTests {
    private let fault = StopReason.Fault(.illegalOperation, instruction: 0x10_0000_2000)

    private func locator(_ image: String) throws -> FaultLocator {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: image))
        return FaultLocator(symbols: SymbolFile(image: image, descriptor: file.fileDescriptor))
    }

    @Test func `Without a toolchain the fault says so, and keeps its instruction`() throws {
        var locator = try locator(try #require(ProcessInfo.processInfo.arguments.first))
        locator.find = { _ in nil }
        let located = locator.locate(fault)
        #expect(located.instruction == fault.instruction)
        #expect(located.description.contains("llvm-symbolizer is not on the host's PATH"))
        #expect(located.description.contains("instruction 0x1000002000"))
    }

    @Test func `A fault without an instruction stays as it is`() throws {
        let locator = try locator(try #require(ProcessInfo.processInfo.arguments.first))
        let bare = StopReason.Fault(.memoryAccess)
        #expect(locator.locate(bare) == bare)
    }

    @Test func `A symbolizer that hangs costs the time limit, and no more`() async throws {
        var locator = try locator(try await enclaveImage("DebugEnclave"))
        let tool = NSTemporaryDirectory() + "redoubt-tool-\(UUID().uuidString)"
        let made = FileManager.default.createFile(
            atPath: tool,
            contents: Data("#!/bin/sh\nexec sleep 600\n".utf8),
            attributes: [.posixPermissions: 0o755]
        )
        try #require(made)
        defer { try? FileManager.default.removeItem(atPath: tool) }
        locator.find = { _ in tool }
        locator.timeout = .milliseconds(300)
        let hanging = locator
        let located = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { hanging.locate(fault) })
            }
        }
        #expect(located.frames == [])
        #expect(located.description.contains("run \(tool) by hand"))
    }

    @Test func `Without a demangler the names are the linker's`() async throws {
        let image = try await enclaveImage("DebugEnclave")
        var locator = try locator(image)
        locator.find = { name in name == "swift-demangle" ? nil : ToolchainProgram.find(name) }
        let frames = [StopReason.Fault.Frame(function: "$s5VaultAAV4openyyF", file: "a", line: 1)]
        let names = SwiftNames(find: locator.find)
        #expect(names.demangled(frames, until: .now + .seconds(5)) == frames)
        let all = SwiftNames(find: { name in ToolchainProgram.find(name) })
        #expect(
            all.demangled(
                [.init(function: "start")] + frames + [.init(function: "main")],
                until: .now + .seconds(60)
            ).map(\.function) == ["start", "Vault.open()", "main"]
        )
    }

    @Test func `An instruction outside of the code is in no function`() async throws {
        let locator = try locator(try await enclaveImage("DebugEnclave"))
        for instruction in [0, 0x40, 0xFFF0, 0x8_0000_0000, 0x10_0000_0000, .max] as [UInt64] {
            let located = locator.locate(.init(.illegalOperation, instruction: instruction))
            #expect(located.frames == [])
            #expect(located.description.contains("in no function"))
        }
    }
}
