import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtDelivery
import Testing

@Suite("redoubt recipient")
struct RecipientCommandTests {
    private func redoubt(_ arguments: [String]) async throws -> ProgramOutput {
        try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["recipient"] + arguments
        )
    }

    @Test("An analyst makes a key, and opens what an enclave sealed for it; nobody else does")
    func results() async throws {
        guard let level = testedIsolation.last else { return }
        let folder = try TestFolder()
        let key = "\(folder.path)/analyst.key"
        let made = try await redoubt(["new", key])
        try #require(made.status == 0, "\(made.standardError)")
        let publicKey = made.standardOutput.hexadecimalBytes
        #expect(publicKey.count == 32)
        #expect(try await redoubt(["show", key]).standardOutput == made.standardOutput)
        let attributes = try FileManager.default.attributesOfItem(atPath: key)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try await redoubt(["new", key])
        #expect(again.status == 1)
        #expect(again.standardError.contains("it exists"))
        let stranger = "\(folder.path)/stranger.key"
        #expect(try await redoubt(["new", stranger]).status == 0)

        let answer = try await withDeliveryEnclave(level) { _, client async throws in
            let offer = try DeliveryOffer(bytes: try await client.makeKey("patients", []))
            let envelope = try Envelopes.seal(
                Array("a mean\n".utf8),
                to: offer.publicKey,
                purpose: "patients"
            )
            return try await client.answer(envelope, publicKey, "results")
        }
        #expect(Data(answer).range(of: Data("a mean".utf8)) == nil)
        let file = try folder.write(answer, "results.sealed")
        var changed = answer
        changed[90] ^= 1
        let tampered = try folder.write(changed, "changed.sealed")
        let output = "\(folder.path)/results.csv"
        for (key, envelope, purpose, reason) in [
            (key, file, "patients", "another purpose"), (stranger, file, "results", "another key"),
            (key, tampered, "results", "was changed"), (key, key, "results", "this is no envelope"),
            (file, file, "results", "only its owner may read"),
            ("\(folder.path)/none", file, "results", "none"),
        ] {
            let refused = try await redoubt(
                ["open", key, envelope, "--purpose", purpose, "-o", output]
            )
            #expect(refused.status == 1)
            #expect(refused.standardError.contains(reason), "\(refused.standardError)")
            #expect(folder.read("results.csv") == nil)
        }
        let opened = try await redoubt(["open", key, file, "--purpose", "results", "-o", output])
        #expect(opened.status == 0, "\(opened.standardError)")
        #expect(folder.read("results.csv") == Array("a mean\n".utf8))
        let result = try FileManager.default.attributesOfItem(atPath: output)
        #expect(result[.posixPermissions] as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let size = try await redoubt(["show", file])
        #expect(size.status == 1)
        #expect(size.standardError.contains("a recipient's key has 32"))
    }

    @Test("The key's file is the one of docs/deliver.py")
    func python() async throws {
        guard try await hasPythonCryptography() else { return }
        let folder = try TestFolder()
        let key = "\(folder.path)/analyst.key"
        let script = repository.appendingPathComponent("docs/deliver.py").path
        let made = try await run("/usr/bin/env", ["python3", script, "new-key", key])
        #expect(made.status == 0, "\(made.standardError)")
        #expect(try await redoubt(["show", key]).standardOutput == made.standardOutput)
    }
}
