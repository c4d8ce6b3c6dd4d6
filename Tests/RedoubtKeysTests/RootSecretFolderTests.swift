import EnclaveTesting
import Foundation
import Glibc
import RedoubtControl
import Testing

@testable import RedoubtKeys

@Suite("The folder of root secrets")
struct RootSecretFolderTests {
    private let root = TemporaryRoot()
    private var path: String { root.folder }

    /// All secrets, the newest first, after the platform's name.
    private func load() throws -> [[UInt8]] {
        let secrets = try RootSecretFolder(path).load()
        return [secrets.platform.bytes]
            + secrets.epochs.indices.map { index in
                unsafe secrets.withSecret(index) { unsafe Array($0) }
            }
    }

    /// What loading says is wrong.
    private func problem() -> String {
        do throws(RootSecretFailure) {
            _ = try RootSecretFolder(path).load()
            return ""
        } catch {
            return error.description
        }
    }

    private func mode(_ name: String) -> UInt32 {
        var status = stat()
        return unsafe stat("\(path)/\(name)", &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    private func names() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: path))
    }

    @Test func `Name and secret are made once, for this user alone, and read again`() throws {
        let made = try load()
        #expect(made.map(\.count) == [16, 32] && made.allSatisfy { Set($0).count > 8 })
        #expect(try load() == made)
        #expect(try names() == ["platform", "1"])
        #expect(mode("") == 0o700 && mode("1") == 0o600 && mode("platform") == 0o600)
        try FileManager.default.removeItem(atPath: path)
        #expect(zip(try load(), made).allSatisfy { $0 != $1 })
    }

    @Test func `What the folder is in is made with it`() throws {
        let deep = "\(path)/a/b/c"
        let first = try RootSecretFolder(deep).load().platform
        #expect(try RootSecretFolder(deep).load().platform == first)
        #expect(mode("a") == 0o700 && mode("a/b") == 0o700)
    }

    @Test func `A new epoch is the newest, and older ones stay as they were`() throws {
        // In an empty folder the first is the new one.
        #expect(try RootSecretFolder(path).rotate() == 1)
        let before = try load()
        #expect(try RootSecretFolder(path).rotate() == 2)
        let after = try load()
        #expect(after.count == 3 && after[0] == before[0] && after[2] == before[1])
        #expect(after[1] != after[2])
        #expect(try RootSecretFolder(path).summary()?.epochs == [2, 1])
    }

    @Test func `Of many epochs the newest count, and the rest is named and kept`() throws {
        for _ in 0..<RootSecrets.epochLimit + 3 { _ = try RootSecretFolder(path).rotate() }
        let secrets = try RootSecretFolder(path).load()
        #expect(secrets.epochs == (4...19).reversed())
        #expect(secrets.summary.droppedEpochs == [3, 2, 1])
        #expect(secrets.summary.lines.last?.contains("3, 2, 1") == true)
        #expect(try names().count == 20)
    }

    @Test func `Epochs that were removed leave a gap, and names that are none are passed over`()
        throws
    {
        for _ in 0..<4 { _ = try RootSecretFolder(path).rotate() }
        for name in ["1", "3"] { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        for name in ["05", "+7", "0", "4294967296", "-1", "new-1234", "8 "] {
            try Data([1]).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        }
        #expect(try RootSecretFolder(path).load().epochs == [4, 2])
    }

    @Test func `The secret of the older layout becomes the first epoch, without loss`() throws {
        let old = "\(path)-old"
        defer { try? FileManager.default.removeItem(atPath: old) }
        let secret = (0..<32).map { UInt8($0 * 7) }
        try Data(secret).write(to: URL(fileURLWithPath: old))
        #expect(unsafe chmod(old, 0o600) == 0)
        try RootSecretFolder(path).adopt(old)
        let loaded = try load()
        #expect(loaded[1] == secret && loaded.count == 2)
        #expect(!FileManager.default.fileExists(atPath: old))
        // Once more, as at every start: there is nothing to take.
        try RootSecretFolder(path).adopt(old)
        #expect(try load() == loaded)
        // Two that may both be in use are not for a program to choose from.
        try Data(secret).write(to: URL(fileURLWithPath: old))
        let failure = #expect(throws: RootSecretFailure.self) {
            try RootSecretFolder(path).adopt(old)
        }
        #expect(failure?.description.contains("are both there") == true)
        #expect(try load() == loaded)
    }

    @Test(
        "A file that others can read or write is refused",
        arguments: [0o640, 0o604, 0o700, 0o400],
        ["1", "platform"]
    )
    func fileMode(_ mode: UInt32, _ name: String) throws {
        _ = try load()
        #expect(unsafe chmod("\(path)/\(name)", mode) == 0)
        #expect(problem().contains("must be a file of mode 600"))
    }

    @Test("A folder that others can use is refused", arguments: [0o710, 0o701, 0o755, 0o777])
    func folderMode(_ mode: UInt32) throws {
        _ = try load()
        #expect(unsafe chmod(path, mode) == 0)
        #expect(problem().contains("a folder of mode 700"))
        #expect(unsafe chmod(path, 0o700) == 0)
        #expect(problem() == "")
    }

    @Test(arguments: [0, 31, 33])
    func `A file of another size is refused`(size: Int) throws {
        _ = try load()
        // Truncated in place: its mode stays.
        #expect(unsafe truncate("\(path)/1", off_t(size)) == 0)
        #expect(problem().contains("must have 32"))
    }

    @Test func `Links, folders and pipes in a secret's place are refused, and nobody waits`() throws
    {
        _ = try load()
        #expect(unsafe rename("\(path)/1", "\(path)-moved") == 0)
        defer { _ = unsafe unlink("\(path)-moved") }
        #expect(unsafe symlink("\(path)-moved", "\(path)/1") == 0)
        #expect(!problem().isEmpty)
        #expect(unsafe unlink("\(path)/1") == 0)
        #expect(unsafe mkdir("\(path)/1", 0o600) == 0)
        #expect(problem().contains("must be a file"))
        #expect(unsafe rmdir("\(path)/1") == 0)
        #expect(unsafe mkfifo("\(path)/1", 0o600) == 0)
        #expect(problem().contains("must be a file"))
        // A link in the folder's place.
        let link = "\(path)-link"
        #expect(unsafe symlink(path, link) == 0)
        defer { _ = unsafe unlink(link) }
        #expect(throws: RootSecretFailure.self) { _ = try RootSecretFolder(link) }
    }

    @Test func `What belongs to another user is refused`() throws {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: only root can give a file away")
            return
        }
        _ = try load()
        #expect(unsafe chown("\(path)/1", 65_533, 65_533) == 0)
        #expect(problem().contains("belongs to user 65533"))
        #expect(unsafe chown("\(path)/1", 0, 0) == 0)
        #expect(unsafe chown(path, 65_533, 65_533) == 0)
        #expect(problem().contains("belongs to user 65533"))
    }

    @Test func `Secrets without their platform's name are refused: it would be another platform`()
        throws
    {
        _ = try load()
        try FileManager.default.removeItem(atPath: "\(path)/platform")
        #expect(problem().contains("platform: No such file"))
    }

    @Test func `A folder that cannot be made is an error that names it`() throws {
        for place in ["/proc/no-such-folder", "/dev/null/redoubt"] {
            let failure = #expect(throws: RootSecretFailure.self) {
                _ = try RootSecretFolder(place)
            }
            #expect(failure?.description.contains(place) == true)
        }
    }

    @Test func `Many that make the first secret at the same time all get the same`() async throws {
        for _ in 0..<20 {
            let path = path
            let found = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let secrets = try RootSecretFolder(path).load()
                        let secret = unsafe secrets.withSecret(0) { unsafe Array($0) }
                        return secrets.platform.bytes + secret
                    }
                }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(found.count == 1)
            #expect(try names() == ["platform", "1"])
            try FileManager.default.removeItem(atPath: path)
        }
    }
}
