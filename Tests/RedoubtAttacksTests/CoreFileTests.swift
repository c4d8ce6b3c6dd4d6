import Foundation
import Testing

@testable import RedoubtAttacks

@Suite("Core files")
struct CoreFileTests {
    private func ranges(_ bytes: [UInt8], ofMemory isMemory: Bool) throws -> [Range<Int>] {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-core-\(UUID().uuidString)")
        try Data(bytes).write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }
        return CoreFile(path: path.path).ranges(ofMemory: isMemory)
    }

    private func words(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    private func header(kind: UInt64, offset: UInt64, length: UInt64) -> [UInt8] {
        words(kind, 4) + words(0, 4) + words(offset, 8) + words(0, 16) + words(length, 8)
            + words(0, 16)
    }

    private var core: [UInt8] {
        [0x7F, 0x45, 0x4C, 0x46] + words(0, 28) + words(64, 8) + words(0, 14) + words(56, 2)
            + words(2, 2) + words(0, 6) + header(kind: 4, offset: 200, length: 16)
            + header(kind: 1, offset: 4096, length: 8192)
    }

    @Test("Registers and memory are told apart")
    func parts() throws {
        #expect(try ranges(core, ofMemory: false) == [200..<216])
        #expect(try ranges(core, ofMemory: true) == [4096..<12288])
    }

    @Test("A file that lacks its end, or is none, has what is there and no more")
    func damaged() throws {
        for count in 0..<120 {
            #expect(try ranges(Array(core.prefix(count)), ofMemory: false) == [])
        }
        var huge = core
        huge.replaceSubrange(64 + 32..<64 + 40, with: words(UInt64(Int.max), 8))
        #expect(try ranges(huge, ofMemory: false) == [])
        huge.replaceSubrange(32..<40, with: words(.max, 8))
        #expect(try ranges(huge, ofMemory: true) == [])
        huge.replaceSubrange(32..<40, with: words(UInt64(Int.max) - 8, 8))
        #expect(try ranges(huge, ofMemory: true) == [])
    }
}
