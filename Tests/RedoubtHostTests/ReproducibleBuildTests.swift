import EnclaveTesting
import Foundation
import Testing

@Suite("An enclave built twice")
struct ReproducibleBuildTests {
    @Test(
        "The same sources give the same image in every folder",
        .timeLimit(.minutes(20))
    )
    func sameImage() async throws {
        let root = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-twice-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let first = try await image(in: root.appendingPathComponent("a"))
        let second = try await image(in: root.appendingPathComponent("much deeper/and longer/b"))
        #expect(first == second)
        #expect(first.count > 4_096)
    }

    /// The image before it is signed (a signature is another each time) that `redoubt build` makes of a new
    /// package in a folder, beside a copy of this repository that it depends on.
    private func image(in folder: URL) async throws -> Data {
        let files = FileManager.default
        let copy = folder.appendingPathComponent("redoubt")
        try files.createDirectory(at: copy, withIntermediateDirectories: true)
        // Without what was built, and other hidden folders.
        let names = try files.contentsOfDirectory(atPath: repository.path)
        for name in names where !name.hasPrefix(".") {
            try files.copyItem(
                at: repository.appendingPathComponent(name),
                to: copy.appendingPathComponent(name)
            )
        }
        let redoubt = productsDirectory.appendingPathComponent("redoubt").path
        let new = try await run(
            redoubt,
            ["new", "Vault", "--redoubt", copy.path],
            directory: folder.path
        )
        try #require(new.status == 0, "\(new.standardError)")
        let package = folder.appendingPathComponent("Vault")
        let build = try await run(redoubt, ["build", "--package-path", package.path])
        try #require(build.status == 0, "\(build.standardError)")
        #expect(!build.standardError.contains("warning: VaultEnclave holds the path"))
        return try Data(
            contentsOf: package.appendingPathComponent(".build/enclaves/VaultEnclave.unsigned")
        )
    }
}
