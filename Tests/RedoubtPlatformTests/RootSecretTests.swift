import Foundation
import Glibc
import Testing

@testable import RedoubtPlatform

@Suite("The root secret")
struct RootSecretTests {
    /// Calls `body` with a path in a folder that goes afterwards.
    private func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-secret-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body("\(folder)/root-secret")
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        let secret = try RootSecret.load(path)
        return unsafe secret.withBytes { unsafe Array($0) }
    }

    @Test func `It is made once, with mode 600, and read again`() throws {
        try withPath { path in
            let made = try bytes(path)
            #expect(made.count == RootSecret.sizeBytes && Set(made).count > 8)
            #expect(try bytes(path) == made)
            var status = stat()
            #expect(unsafe stat(path, &status) == 0 && status.st_mode & 0o7777 == 0o600)
            let folder = (path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["root-secret"])
        }
        try withPath { path in
            let one = try bytes(path)
            try FileManager.default.removeItem(atPath: path)
            #expect(try bytes(path) != one)
        }
    }

    @Test(
        "A file that others can read or write is refused",
        arguments: [0o640, 0o604, 0o700, 0o400]
    )
    func mode(_ mode: UInt32) throws {
        try withPath { path in
            _ = try bytes(path)
            #expect(unsafe chmod(path, mode) == 0)
            let failure = #expect(throws: PlatformFailure.self) { try bytes(path) }
            #expect(failure?.description.contains("must be a file of mode 600") == true)
        }
    }

    @Test func `A file of another size, a folder and a link are refused`() throws {
        for size in [0, 31, 33] {
            try withPath { path in
                _ = try bytes(path)
                try Data(count: size).write(to: URL(fileURLWithPath: path))
                #expect(unsafe chmod(path, 0o600) == 0)
                let failure = #expect(throws: PlatformFailure.self) { try bytes(path) }
                #expect(failure?.description.contains("must have 32") == true)
            }
        }
        try withPath { path in
            _ = try bytes(path)
            #expect(unsafe symlink(path, path + "-link") == 0)
            #expect(throws: PlatformFailure.self) { try bytes(path + "-link") }
            #expect(unsafe mkdir(path + "-folder", 0o600) == 0)
            #expect(throws: PlatformFailure.self) { try bytes(path + "-folder") }
        }
    }

    @Test func `One of another user is refused`() throws {
        guard geteuid() == 0 else {
            print("SKIPPED: only root can give a file away")
            return
        }
        try withPath { path in
            _ = try bytes(path)
            #expect(unsafe chown(path, 65_533, 65_533) == 0)
            #expect(throws: PlatformFailure.self) { try bytes(path) }
        }
    }

    @Test func `What an interrupted service left does not stop the next`() throws {
        try withPath { path in
            try Data("half".utf8).write(to: URL(fileURLWithPath: path + ".new"))
            #expect(try bytes(path).count == RootSecret.sizeBytes)
        }
    }
}
