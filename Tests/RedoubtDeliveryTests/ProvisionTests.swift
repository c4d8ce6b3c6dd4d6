import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtDeliveryInterface
import RedoubtHost
import Testing

@Suite("redoubt provision")
struct ProvisionTests {
    private func redoubt(_ arguments: [String]) async throws -> ProgramOutput {
        try await run(productsDirectory.appendingPathComponent("redoubt").path, arguments)
    }

    @Test("The owner's file reaches the enclave, if everything is as the owner says")
    func command() async throws {
        guard let level = testedIsolation.last else { return }
        let folder = try TestFolder()
        let data = try folder.write(Array("a row\n".utf8), "patients.csv")
        try await withDeliveryEnclave(level) { enclave, client async throws in
            let nonce = [UInt8](repeating: 0xab, count: 8)
            let offered = try await client.makeKey("patients", nonce)
            let unattested = try folder.write(offered, "report.bin")
            let offer = try folder.write(try await enclave.attestedOffer(offered), "offer.bin")
            let printed = try await redoubt(["platform", "key", "--development"])
            #expect(printed.status == 0, "\(printed.standardError)")
            let key = try folder.write(Array(printed.standardOutput.utf8), "platform.pem")
            let output = "\(folder.path)/patients.sealed"
            func provision(
                _ offer: String,
                _ changes: [String: String?]
            ) async throws -> ProgramOutput {
                var options: [String: String?] = [
                    "--platform-key": key, "--purpose": "patients", "--signer": "development",
                    "--nonce": "abababababababab", "--minimum-svn": "5", "-o": output,
                    "--allow-development": nil as String?,
                    "--measurement": "\(enclave.identity.measurement)",
                ]
                options.merge(changes) { $1 }
                var arguments = ["provision", offer, data]
                for (name, value) in options where value != "none" {
                    arguments += value.map { [name, $0] } ?? [name]
                }
                return try await redoubt(arguments)
            }
            let malformed = try folder.write([1, 2, 3], "malformed.bin")
            let refusals: [(String, [String: String?], [String])] = [
                (offer, ["--allow-development": "none"], ["[development]"]),
                (offer, ["--purpose": "results"], ["[binding]"]),
                (offer, ["--nonce": "abababababababac"], ["[binding]"]),
                (offer, ["--minimum-svn": "6"], ["[security-version]"]),
                (offer, ["--measurement": String(repeating: "5a", count: 32)], ["[measurement]"]),
                (
                    offer,
                    ["--signer": String(repeating: "5a", count: 32), "--minimum-svn": "9"],
                    ["[signer]", "[security-version]"]
                ),
                (unattested, [:], ["[unsupported]"]),
                (malformed, [:], ["offer: this is no offer"]),
            ]
            for (offer, changes, reasons) in refusals {
                let refused = try await provision(offer, changes)
                #expect(refused.status == 1, "\(changes)")
                #expect(refused.standardOutput.hasPrefix("REFUSED\n"), "\(changes)")
                for reason in reasons { #expect(refused.standardOutput.contains(reason)) }
                #expect(folder.read("patients.sealed") == nil)
            }
            for arguments in [
                ["provision", offer, data, "--platform-key", key, "--purpose", "p", "-o", output],
                ["provision", offer, data, "--platform-key", key, "--purpose", "p"]
                    + ["--signer", "5a", "-o", output],
            ] {
                let refused = try await redoubt(arguments)
                #expect(refused.status != 0)
                #expect(!refused.standardError.isEmpty)
            }
            #expect(folder.read("patients.sealed") == nil)

            let accepted = try await provision(offer, [:])
            #expect(accepted.status == 0, "\(accepted.standardOutput)\(accepted.standardError)")
            #expect(accepted.standardOutput.hasPrefix("ACCEPTED\n"))
            #expect(accepted.standardOutput.contains("DEVELOPMENT mode"))
            let envelope = try #require(folder.read("patients.sealed"))
            #expect(Data(envelope).range(of: Data("a row".utf8)) == nil)
            #expect(try await client.open(envelope) == Array("a row\n".utf8))
        }
    }
}
