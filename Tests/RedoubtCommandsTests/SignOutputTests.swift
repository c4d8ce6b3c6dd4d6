import EnclaveTesting
import Foundation
import Glibc
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("What redoubt sign writes over, and what it writes into")
struct SignOutputTests {
    /// A folder with `Vault.unsigned`, and with a key pair in `author.pem`.
    private func folder() async throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(sampleImage().encoded(), "Vault.unsigned")
        let made = try await folder.redoubt("key", "new", "author.pem")
        try #require(made.status == 0, "\(made.standardError)")
        return folder
    }

    private func sign(_ folder: CommandFolder, digest path: String) async throws -> ProgramOutput {
        try await folder.redoubt("sign", "Vault.unsigned", "--digest", path)
    }

    @Test(
        arguments: [
            (["--digest", "Vault.unsigned"], "Vault.unsigned"),
            (["--digest", "soft"], "Vault.unsigned"), (["--digest", "hard"], "Vault.unsigned"),
            (["--key", "author.pem", "--output", "author.pem"], "author.pem"),
            (["--key", "author.pem", "--output", "./key"], "author.pem"),
            (["--key", "key", "--output", "author.pem"], "author.pem"),
            (
                [
                    "--signature", "sig.der", "--public-key", "author.pub.pem", "--output",
                    "sig.der",
                ],
                "sig.der"
            ),
            (
                [
                    "--signature", "sig.der", "--public-key", "author.pub.pem", "--output",
                    "author.pub.pem",
                ], "author.pub.pem"
            ),
        ]
    )
    func `A file that the command reads is not written over, by whatever name`(
        arguments: [String],
        file: String
    ) async throws {
        let folder = try await folder()
        _ = try await sign(folder, digest: "tbs.bin")
        let made = try await folder.openssl(
            "dgst",
            "-sha256",
            "-sign",
            "author.pem",
            "-out",
            "sig.der",
            "tbs.bin"
        )
        try #require(made.status == 0)
        let manager = FileManager.default
        for (name, target) in [("soft", "Vault.unsigned"), ("key", "author.pem")] {
            try manager.createSymbolicLink(
                atPath: folder.path(name),
                withDestinationPath: target
            )
        }
        try manager.linkItem(atPath: folder.path("Vault.unsigned"), toPath: folder.path("hard"))
        let before = try folder.bytes(file)
        let signed = try await folder.redoubt(["sign", "Vault.unsigned"] + arguments)
        #expect(signed.status == 1)
        #expect(signed.standardError.contains("name another file"))
        #expect(try folder.bytes(file) == before)
    }

    @Test func `A link stays, and the file that it leads to is replaced or made`() async throws {
        let folder = try await folder()
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: folder.path("deep"),
            withIntermediateDirectories: false
        )
        for (link, target) in [("one", "deep/two"), ("deep/two", "three"), ("direct", "tbs.bin")] {
            try manager.createSymbolicLink(
                atPath: folder.path(link),
                withDestinationPath: target
            )
        }
        try folder.write([1], "tbs.bin")
        for (link, target) in [("one", "deep/three"), ("direct", "tbs.bin")] {
            let output = try await sign(folder, digest: link)
            #expect(output.status == 0, "\(output.standardError)")
            #expect(try folder.bytes(target) == sampleImage().signedHeader)
            #expect(throws: Never.self) {
                try manager.destinationOfSymbolicLink(atPath: folder.path(link))
            }
        }
    }

    @Test func `Links in a circle are refused`() async throws {
        let folder = try await folder()
        for (link, target) in [("a", "b"), ("b", "a")] {
            try FileManager.default.createSymbolicLink(
                atPath: folder.path(link),
                withDestinationPath: target
            )
        }
        let output = try await sign(folder, digest: "a")
        #expect(output.status == 1 && output.standardError.contains("a: it cannot be written"))
    }

    @Test func `A pipe is written into and stays, and only the bytes go there`() async throws {
        let folder = try await folder()
        try #require(unsafe mkfifo(folder.path("pipe"), 0o600) == 0)
        // Open at both ends, so that nobody waits for the other; a pipe has room for the bytes.
        let pipe = unsafe open(folder.path("pipe"), O_RDWR | O_NONBLOCK | O_CLOEXEC)
        try #require(pipe >= 0)
        let handle = FileHandle(fileDescriptor: pipe, closeOnDealloc: true)
        let output = try await sign(folder, digest: "pipe")
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.isEmpty && output.standardError.contains("openssl dgst"))
        let type = try FileManager.default.attributesOfItem(atPath: folder.path("pipe"))[.type]
        #expect(type as? FileAttributeType != .typeRegular)
        let expected = try sampleImage().signedHeader
        var buffer = [UInt8](repeating: 0, count: expected.count + 1)
        let count = unsafe read(handle.fileDescriptor, &buffer, buffer.count)
        #expect(count == expected.count && Array(buffer.prefix(expected.count)) == expected)
    }

    @Test func `A path to an open descriptor writes there, and nothing is replaced`() throws {
        let folder = try CommandFolder()
        try folder.write(Array("before ".utf8), "log")
        let log = try #require(FileHandle(forWritingAtPath: folder.path("log")))
        try log.seekToEnd()
        let path = "/proc/self/fd/\(log.fileDescriptor)"
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("out"),
            withDestinationPath: path
        )
        try OutputFile.write(Array("one ".utf8), to: folder.path("out"))
        try OutputFile.write(Array("two".utf8), to: "/dev/fd/\(log.fileDescriptor)")
        try log.close()
        #expect(try folder.text("log") == "before one two")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("out")) == path
        )
    }

    @Test func `A descriptor that is not open is refused`() throws {
        #expect(throws: CommandFailure.self) { try OutputFile.write([1], to: "/proc/self/fd/9999") }
    }
}
