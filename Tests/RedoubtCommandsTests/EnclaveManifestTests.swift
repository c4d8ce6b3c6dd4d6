import Foundation
import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("The manifest of an enclave")
struct EnclaveManifestTests {
    private func parse(_ text: String) throws -> EnclaveConfiguration {
        try EnclaveManifest.parse(Data(text.utf8), path: "Vault/enclave.json")
    }

    @Test(arguments: ["", " ", "\n\t \r\n", "{}", "{ }", "// nothing\n{}", "/* nothing */ {}\n"])
    func `Without keys all is as by default`(text: String) throws {
        #expect(try parse(text) == EnclaveConfiguration())
    }

    @Test(
        "Each key sets its value and no other",
        arguments: [
            ("threads", 3), ("heapBytes", 1 << 20), ("stackBytes", 65_536), ("channelBytes", 5),
        ]
    )
    func integers(_ key: String, _ value: Int) throws {
        var expected = EnclaveConfiguration()
        switch key {
        case "threads": expected.threadCount = value
        case "heapBytes": expected.heapBytes = value
        case "stackBytes": expected.stackBytes = value
        default: expected.channelBytes = value
        }
        #expect(try parse("{\"\(key)\": \(value)}") == expected)
    }

    @Test func `A debug enclave says so`() throws {
        var expected = EnclaveConfiguration()
        expected.allowsDebug = true
        #expect(try parse("{\"debug\": true}") == expected)
        #expect(try parse("{\"debug\": false}") == EnclaveConfiguration())
    }

    @Test func `Ids, versions and the weakest isolation are read`() throws {
        var expected = EnclaveConfiguration()
        SampleIdentity.set(&expected)
        expected.minimumIsolation = IsolationLevel(.virtualization, .ordinary)
        let manifest = """
            {
                "$schema": "../../enclave.schema.json",
                "productID": "00112233-4455-6677-8899-AABBCCDDEEFF",
                "familyID": "ffeeddccbbaa99887766554433221100",
                "securityVersion": 7,
                "imageVersion": 70000,
                "minimumIsolation": "virtualization"
            }
            """
        #expect(try parse(manifest) == expected)
    }

    @Test func `Comments, trailing commas, bare keys and all keys together are read`() throws {
        var expected = EnclaveConfiguration()
        expected.threadCount = 4
        expected.heapBytes = 33_554_432
        expected.stackBytes = 0x20000
        expected.channelBytes = 1000
        expected.allowsDebug = true
        let manifest = """
            // What the enclave declares.
            {
                "threads": 4, // as many as the host has
                /* 32 MiB,
                   for the table */
                "heapBytes": 33554432,
                'stackBytes': 0x20000,
                channelBytes: 1000,
                "debug": true,
            }

            """
        #expect(try parse(manifest) == expected)
    }

    @Test func `Without a file all is as by default`() throws {
        #expect(try EnclaveManifest.read(in: "/nonexistent") == EnclaveConfiguration())
    }

    @Test func `A manifest that cannot be read is no missing one`() throws {
        let folder = try CommandFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path(EnclaveManifest.fileName),
            withIntermediateDirectories: false
        )
        let failure = try #require(throws: CommandFailure.self) {
            try EnclaveManifest.read(in: folder.url.path)
        }
        #expect(failure.description.contains("this is a folder"))
    }

    @Test func `A value beyond its limits is refused by file and key`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-manifest-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(EnclaveManifest.fileName)
        try Data("{\"threads\": 65}".utf8).write(to: file)
        let failure = try #require(throws: CommandFailure.self) {
            try EnclaveManifest.read(in: folder.path)
        }
        #expect(
            failure.description
                == "\(file.path): line 1: \"threads\" must be a whole number from 1 to 64, in digits, and is 65"
        )
        try Data("{\"threads\": 64}".utf8).write(to: file)
        #expect(try EnclaveManifest.read(in: folder.path).threadCount == 64)
    }
}
