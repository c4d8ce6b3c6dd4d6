import EnclaveTesting
import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

/// Commands that read an image, with what else they need.
private let readers: [[String]] = [
    ["inspect", "Vault.enclave"], ["inspect", "Vault.enclave", "--json"],
    ["measure", "Vault.enclave"], ["measure", "Vault.enclave", "--log"],
    ["sign", "Vault.enclave", "--digest", "tbs.bin"],
    ["verify-image", "Vault.enclave", "--allow-development"],
    ["reproduce", "Vault.enclave", "--package", "."],
]

@Suite("Files that cannot be read")
struct UnreadableFileTests {
    @Test(arguments: readers)
    func `A missing image is named, and what is needed`(command: [String]) async throws {
        let output = try await CommandFolder().redoubt(command)
        #expect(output.status == 1)
        #expect(output.standardError.contains("Vault.enclave: there is no such file"))
        #expect(output.standardOutput.isEmpty)
    }

    @Test(arguments: readers)
    func `A folder in an image's place is called so`(command: [String]) async throws {
        let folder = try CommandFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path("Vault.enclave"),
            withIntermediateDirectories: false
        )
        let output = try await folder.redoubt(command)
        #expect(output.status == 1)
        #expect(output.standardError.contains("Vault.enclave: this is a folder"))
    }

    @Test(arguments: readers)
    func `A file of more than 2 GiB is refused unread`(command: [String]) async throws {
        let folder = try CommandFolder()
        try folder.write([], "Vault.enclave")
        // All holes: it takes no room.
        let file = try FileHandle(forUpdating: folder.url.appendingPathComponent("Vault.enclave"))
        try file.truncate(atOffset: UInt64(ImageInput.limitBytes) + 1)
        try file.close()
        let output = try await folder.redoubt(command)
        #expect(output.status == 1)
        #expect(output.standardError.contains("larger than 2147483648 bytes"))
    }

    @Test(arguments: readers.filter { $0[0] != "verify-image" })
    func `What is no image is refused by name, and nothing is printed`(
        command: [String]
    ) async throws {
        let folder = try CommandFolder()
        let image = try sampleImage().signed(with: .development).encoded()
        let damaged: [[UInt8]] = [
            [], Array("text".utf8), Array(image.prefix(4095)), image.dropLast(), image + [0],
            [0x7F, 0x45, 0x4C, 0x46] + [UInt8](repeating: 0, count: 5000),
        ]
        for bytes in damaged {
            try folder.write(bytes, "Vault.enclave")
            let output = try await folder.redoubt(command)
            #expect(output.status == 1)
            #expect(output.standardError.hasPrefix("Error: Vault.enclave: "))
            #expect(output.standardOutput.isEmpty)
        }
    }

    @Test(
        arguments: [
            ["key", "show", "author.pem"],
            ["sign", "Vault.unsigned", "--key", "author.pem"],
            ["build", "--sign", "author.pem"],
            ["verify-image", "Vault.unsigned", "--signer", "author.pem"],
        ]
    )
    func `A missing key and a folder in its place are named`(command: [String]) async throws {
        let folder = try CommandFolder()
        try folder.write(sampleImage().encoded(), "Vault.unsigned")
        let missing = try await folder.redoubt(command)
        #expect(missing.status == 1)
        #expect(missing.standardError.contains("author.pem: there is no such file"))
        try FileManager.default.createDirectory(
            atPath: folder.path("author.pem"),
            withIntermediateDirectories: false
        )
        let isFolder = try await folder.redoubt(command)
        #expect(isFolder.status == 1)
        #expect(isFolder.standardError.contains("author.pem: this is a folder"))
    }

    @Test func `Where nothing can be written, the file is named`() async throws {
        let folder = try CommandFolder()
        try folder.write(sampleImage().encoded(), "Vault.unsigned")
        _ = try await folder.redoubt("key", "new", "author.pem")
        for place in [".", "missing/x"] {
            let signed = try await folder.redoubt(
                "sign",
                "Vault.unsigned",
                "--key",
                "author.pem",
                "--output",
                place
            )
            #expect(signed.status == 1)
            #expect(signed.standardError.contains("\(place): "))
            let digest = try await folder.redoubt("sign", "Vault.unsigned", "--digest", place)
            #expect(digest.status == 1)
            #expect(digest.standardError.contains("\(place): "))
        }
        let key = try await folder.redoubt("key", "new", "missing/author.pem")
        #expect(key.status == 1)
        #expect(key.standardError.contains("missing/author.pem: it cannot be written"))
    }

    @Test func `A pipe may hold a key`() async throws {
        let folder = try CommandFolder()
        _ = try await folder.redoubt("key", "new", "author.pem")
        let pem = try folder.bytes("author.pem")
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(pem))
        try pipe.fileHandleForWriting.close()
        let number = pipe.fileHandleForReading.fileDescriptor
        let file = try InputFile("/dev/fd/\(number)", "a key", limitBytes: 1 << 10)
        #expect(file.bytes == pem && !file.isRegular)
        try pipe.fileHandleForReading.close()
    }

    @Test func `What is longer than its limit is refused, however it comes`() throws {
        let folder = try CommandFolder()
        try folder.write([UInt8](repeating: 1, count: 101), "file")
        #expect(throws: CommandFailure.self) {
            try InputFile(folder.path("file"), "a key", limitBytes: 100)
        }
        #expect(try InputFile(folder.path("file"), "a key", limitBytes: 101).bytes.count == 101)
        #expect(throws: CommandFailure.self) {
            try InputFile("/dev/zero", "a key", limitBytes: 1 << 20)
        }
        #expect(try InputFile(ifPresent: folder.path("none"), "a key", limitBytes: 1) == nil)
    }
}
