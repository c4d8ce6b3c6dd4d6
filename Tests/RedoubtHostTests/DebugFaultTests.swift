import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Faults of a debug enclave")
struct DebugFaultTests {
    private static let service = "Tests/Fixtures/DebugEnclave/FailingService.swift"
    private static let misdeeds = "Tests/Fixtures/CMisdeeds/misdeeds.c"

    /// The line of a file of this repository that holds a text.
    private static func line(of text: String, in file: String) throws -> Int {
        let source = try String(
            contentsOf: repository.appendingPathComponent(file),
            encoding: .utf8
        )
        let lines = source.components(separatedBy: "\n")
        return try #require(lines.firstIndex { $0.contains(text) }) + 1
    }

    /// The fault that a call ends an enclave with.
    private func fault(
        of image: String,
        _ level: IsolationLevel,
        _ call: @Sendable (FailingClient<Enclave>) async throws -> Void
    ) async throws -> StopReason.Fault {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.debug = true
        return try await Enclave.withLaunched(image, policy: .development, options: options) {
            enclave in
            let error = await enclaveError { try await call(FailingClient(enclave)) }
            #expect(error?.stopReason == enclave.stopReason)
            var fault: StopReason.Fault?
            if case .fault(let found) = error?.stopReason { fault = found }
            return try #require(fault, "\(String(describing: error))")
        }
    }

    private func fault(
        _ level: IsolationLevel,
        _ call: @Sendable (FailingClient<Enclave>) async throws -> Void
    ) async throws -> StopReason.Fault {
        try await fault(of: try await enclaveImage("DebugEnclave"), level, call)
    }

    @Test(
        "An index out of range is reported with function, file and line",
        arguments: testedIsolation
    )
    func index(_ level: IsolationLevel) async throws {
        let fault = try await fault(level) { _ = try await $0.element(of: [1, 2, 3], at: 7) }
        let frame = try #require(fault.frames.first { $0.file != nil })
        let line = try Self.line(of: "// fails: index", in: Self.service)
        #expect(
            frame
                == .init(
                    function: "FailingService.element(of:at:)",
                    file: Self.service,
                    line: line
                )
        )
        let place = "in FailingService.element(of:at:) at \(Self.service):\(line)"
        #expect(fault.description.hasPrefix("it trapped: Index out of range, \(place)"))
    }

    @Test("A function that was inlined is reported with its callers", arguments: testedIsolation)
    func inlined(_ level: IsolationLevel) async throws {
        let fault = try await fault(level) { _ = try await $0.sum(of: [.max, 1]) }
        let inner = try Self.line(of: "// fails: overflow", in: Self.service)
        let outer = try Self.line(of: "// calls: added", in: Self.service)
        #expect(
            fault.frames.prefix(2) == [
                .init(function: "FailingService.added(_:_:)", file: Self.service, line: inner),
                .init(function: "FailingService.sum(of:)", file: Self.service, line: outer),
            ]
        )
        #expect(fault.description.contains("it trapped: arithmetic overflow"))
        #expect(fault.description.contains(":\(inner), called from FailingService.sum(of:) at"))
    }

    @Test("A failed precondition is reported with its line", arguments: testedIsolation)
    func failedPrecondition(_ level: IsolationLevel) async throws {
        let fault = try await fault(level) { try await $0.refuse(1) }
        let frame = try #require(fault.frames.first { $0.file != nil })
        #expect(frame.function == "FailingService.refuse(_:)")
        #expect(frame.line == (try Self.line(of: "// fails: precondition", in: Self.service)))
    }

    @Test("Faults of C are reported with function, file and line", arguments: testedIsolation)
    func faultsOfC(_ level: IsolationLevel) async throws {
        let read = try await fault(level) { try await $0.readNull() }
        #expect(read.cause == .memoryAccess)
        #expect(read.address == 0)
        let readLine = try Self.line(of: "void misdeed_read(", in: Self.misdeeds)
        #expect(
            read.frames.first
                == .init(function: "misdeed_read", file: Self.misdeeds, line: readLine)
        )

        let halt = try await fault(level) { try await $0.halt() }
        #expect(halt.cause == .illegalOperation)
        let haltLine = try Self.line(of: "void misdeed_halt(", in: Self.misdeeds)
        #expect(
            halt.frames.first
                == .init(function: "misdeed_halt", file: Self.misdeeds, line: haltLine)
        )

        let overflow = try await fault(level) { _ = try await $0.overflowStack() }
        #expect(overflow.cause == .stackOverflow)
        #expect(overflow.frames.first?.function == "misdeed_overflow_stack")
    }

    @Test(
        "An image that is not for debugging reports neither place nor address",
        arguments: testedIsolation
    )
    func production(_ level: IsolationLevel) async throws {
        let folder = try ImageCopy(of: try await enclaveImage("FixtureEnclave"))
        // Symbols beside it change nothing.
        try folder.add(symbols: try await enclaveImage("DebugEnclave") + ".debug")
        try await expectCauseOnly(folder.image, level) { enclave in
            _ = try await FixtureClient(enclave).add(.max, 1)
        }
    }

    @Test(
        "An image for debugging reports neither place nor address if its launch does not ask",
        arguments: testedIsolation
    )
    func notAsked(_ level: IsolationLevel) async throws {
        try await expectCauseOnly(try await enclaveImage("DebugEnclave"), level) { enclave in
            _ = try await FailingClient(enclave).sum(of: [.max, 1])
        }
    }

    private func expectCauseOnly(
        _ image: String,
        _ level: IsolationLevel,
        _ call: @Sendable (Enclave) async throws -> Void
    ) async throws {
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            let error = await enclaveError { try await call(enclave) }
            guard case .fault(let fault) = error?.stopReason else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(fault.cause == .illegalOperation)
            #expect(fault.instruction == nil)
            #expect(fault.address == nil)
            #expect(fault.location == nil)
            #expect(fault.frames == [])
            #expect(!fault.description.contains("0x"))
        }
    }

    @Test("Without its symbols a fault says what is missing and what to do")
    func withoutSymbols() async throws {
        let level = try #require(testedIsolation.first)
        let folder = try ImageCopy(of: try await enclaveImage("DebugEnclave"))
        let fault = try await fault(of: folder.image, level) { try await $0.halt() }
        #expect(fault.instruction != nil)
        #expect(fault.frames == [])
        #expect(fault.description.contains("instruction 0x"))
        #expect(fault.description.contains("\(folder.image).debug is not there"))
        #expect(fault.description.contains("redoubt build"))
    }

    @Test("Symbols of another build are refused")
    func staleSymbols() async throws {
        let level = try #require(testedIsolation.first)
        let image = try await enclaveImage("DebugEnclave")
        let other = try ImageCopy(of: image)
        var symbols = try Data(contentsOf: URL(fileURLWithPath: image + ".debug"))
        // A byte of the code: the first segment of a program starts with its header.
        symbols[8_192] ^= 1
        try symbols.write(to: URL(fileURLWithPath: other.image + ".debug"))
        let fault = try await fault(of: other.image, level) { try await $0.halt() }
        #expect(fault.frames == [])
        #expect(fault.description.contains("belongs to another build"))
    }

    @Test(
        "An image that was replaced since the launch gives no places, because they would be wrong"
    )
    func replacedImage() async throws {
        let level = try #require(testedIsolation.first)
        let image = try await enclaveImage("DebugEnclave")
        let folder = try ImageCopy(of: image)
        try folder.add(symbols: image + ".debug")
        let fault = try await fault(of: folder.image, level) { client in
            let contents = try Data(contentsOf: URL(fileURLWithPath: image))
            try contents.write(to: URL(fileURLWithPath: folder.image), options: .atomic)
            try await client.halt()
        }
        #expect(fault.frames == [])
        #expect(fault.description.contains("has changed since the launch"))
    }
}

/// An image alone in a folder.
private final class ImageCopy: Sendable {
    private let folder: URL
    var image: String { folder.appendingPathComponent("copy.enclave").path }

    init(of original: String) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-image-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: original, toPath: image)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func add(symbols: String) throws {
        try FileManager.default.copyItem(atPath: symbols, toPath: image + ".debug")
    }
}
