import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtImage
import Testing

/// `docs/measure.py` computes measurements from the documents alone: it shares no code with ours.
@Suite("Measurements that a stranger recomputes")
struct RecomputedMeasurementTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var program = ELFFile.minimal
        var configuration = EnclaveConfiguration()

        init(
            _ name: String,
            _ change: (inout ELFFile, inout EnclaveConfiguration) -> Void
        ) {
            testDescription = name
            change(&program, &configuration)
        }
    }

    static let examples = [
        Example("the defaults") { _, _ in },
        Example("the smallest heap and stack") { _, configuration in
            configuration.heapBytes = 64 << 10
            configuration.stackBytes = 16 << 10
            configuration.channelBytes = 1
        },
        Example("a heap that is just added as a whole") { _, configuration in
            configuration.heapBytes = 1 << 20
        },
        Example("a heap with one page more, and odd stacks of five threads") { _, configuration in
            configuration.heapBytes = (1 << 20) + 1
            configuration.stackBytes = 5 * 4096
            configuration.threadCount = 5
            configuration.channelBytes = 1000
        },
        Example("a heap of gibibytes and as many threads as possible") { _, configuration in
            configuration.heapBytes = 3 << 30
            configuration.stackBytes = 16 << 10
            configuration.threadCount = 64
        },
        Example("zeros behind the data, and a gap before it") { program, _ in
            program.headers[2].address += 0x12_3000
            program.headers[2].memoryBytes = 0x4_5678
        },
        Example("a segment of zeros alone") { program, _ in program.headers[1].fileBytes = 0 },
        Example("code that does not begin at the base") { program, configuration in
            for index in program.headers.indices { program.headers[index].address += 0x20_0000 }
            program.entry += 0x20_0000
            configuration.allowsDebug = true
        },
    ]

    private func expectSame(_ image: EnclaveImage) async throws {
        let script = repository.appendingPathComponent("docs/measure.py").path
        try await withScratchFolder { folder in
            let file = "sample.enclave"
            try folder.write(image.encoded(), as: file)
            let digest = try await runForeign("python3", [script, file], in: folder)
            try #require(digest.status == 0, "\(digest.standardError)")
            #expect(digest.standardOutput == "\(image.declaredMeasurement)\n")
            let log = try await runForeign("python3", [script, file, "--log"], in: folder)
            try #require(log.status == 0, "\(log.standardError)")
            var ours: [String] = []
            MeasurementLog.write(image) { ours.append($0) }
            let theirs = log.standardOutput.split(separator: "\n").map(String.init)
            #expect(ours.count == theirs.count)
            for (number, (our, their)) in zip(ours, theirs).enumerated() where our != their {
                Issue.record("record \(number) is \(our), recomputed it is \(their)")
                break
            }
        }
    }

    @Test("The script computes the same, and from the same records", arguments: examples)
    func same(_ example: Example) async throws {
        try await expectSame(
            EnclaveImage(
                program: ELFProgram(example.program.bytes),
                configuration: example.configuration
            )
        )
    }

    @Test func `The script computes the same of a signed image with all fields`() async throws {
        try await expectSame(makeSampleImage().signed(with: SigningKey(.p384)))
    }

    @Test func `The script refuses what is no image`() async throws {
        let script = repository.appendingPathComponent("docs/measure.py").path
        let output = try await runForeign("python3", [script, script], in: repository)
        #expect(output.status == 1)
        #expect(output.standardOutput.isEmpty)
        #expect(output.standardError.hasSuffix("is not an enclave image of version 2\n"))
    }

    @Test func `The log has a line for each record, as documented`() throws {
        var lines: [String] = []
        MeasurementLog.write(try makeSampleImage()) { lines.append($0) }
        #expect(lines.first == "ECREATE 1 8388608")
        #expect(lines[1] == "EADD 0 0502" + String(repeating: "0", count: 124))
        #expect(lines[2].hasPrefix("EEXTEND 0 ") && lines[2].count == 10 + 64)
        #expect(lines[3].hasPrefix("EEXTEND 256 "))
        // 4 pages of segments, 256 of heap, and for each thread 32 of stack and 4 of its own.
        #expect(lines.filter { $0.hasPrefix("EADD ") }.count == 4 + 256 + 3 * (32 + 4))
        #expect(lines.filter { $0.hasPrefix("EEXTEND ") }.count == 16 * (4 + 3 * 4))
        #expect(lines.count == 1 + 368 + 256)
    }
}
