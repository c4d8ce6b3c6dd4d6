import EnclaveTesting
import Foundation
import Testing

@Suite("A package of a user's own")
struct NewPackageTests {
    @Test("What `redoubt new` makes builds and runs as it stands", .timeLimit(.minutes(20)))
    func newPackage() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-new-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let redoubt = productsDirectory.appendingPathComponent("redoubt").path
        let new = try await run(redoubt, ["new", "Vault"], directory: folder.path)
        #expect(new.status == 0, "\(new.standardError)")
        let again = try await run(redoubt, ["new", "Vault"], directory: folder.path)
        #expect(again.status != 0)
        #expect(again.standardError.contains("exists"))

        // The very commands that it names.
        let package = folder.appendingPathComponent("Vault").path
        let swift = "/usr/bin/env"
        let build = try await run(swift, ["swift", "run", "redoubt", "build"], directory: package)
        try #require(build.status == 0, "\(build.standardError)")
        let host = try await run(swift, ["swift", "run", "Vault"], directory: package)
        #expect(host.status == 0, "\(host.standardError)")
        #expect(host.standardOutput.contains("\"open sesame\" is the secret: false"))
        #expect(host.standardOutput.contains("The right guess is: true"))
    }

    @Test("A name that no module can have is refused by name")
    func badName() async throws {
        let redoubt = productsDirectory.appendingPathComponent("redoubt").path
        for name in ["", "1st", "with space", "../escape", "naïve"] {
            let output = try await run(redoubt, ["new", name], directory: NSTemporaryDirectory())
            #expect(output.status != 0)
            #expect(output.standardError.contains("module's name"))
        }
        let taken = try await run(redoubt, ["new", "Enclave"], directory: NSTemporaryDirectory())
        #expect(taken.status != 0)
        #expect(taken.standardError.contains("take another"))
    }
}
