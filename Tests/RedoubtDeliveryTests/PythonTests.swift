import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtDelivery
import RedoubtHost
import Testing

/// The owner of data with nothing of Redoubt's: the script is written from docs/DELIVERY.md alone.
@Suite("Python as the owner of data")
struct PythonTests {
    private static let script = repository.appendingPathComponent("docs/deliver.py").path

    private func deliver(_ arguments: [String]) async throws -> ProgramOutput {
        try await run("/usr/bin/env", ["python3", Self.script] + arguments)
    }

    /// An envelope for a purpose that no offer names, which the script itself would refuse to make.
    private func seal(
        _ text: String,
        for publicKey: [UInt8],
        purpose: String
    ) async throws -> [UInt8] {
        let program = """
            import sys
            sys.dont_write_bytecode = True
            sys.path.insert(0, sys.argv[1])
            import deliver
            print(deliver.seal(*[bytes.fromhex(text) for text in sys.argv[2:]]).hex())
            """
        let output = try await run(
            "/usr/bin/env",
            ["python3", "-c", program, repository.appendingPathComponent("docs").path]
                + [Array(text.utf8), publicKey, Array(purpose.utf8)].map(\.hexadecimal)
        )
        try #require(output.status == 0, "\(output.standardError)")
        return output.standardOutput.hexadecimalBytes
    }

    @Test(
        "Python verifies the platform's evidence, and the enclave opens what Python sealed",
        arguments: testedIsolation
    )
    func delivered(_ level: IsolationLevel) async throws {
        guard try await hasPythonCryptography() else { return }
        let folder = try TestFolder()
        let data = try folder.write(Array("a row\n".utf8), "patients.csv")
        let printed = try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["platform", "key", "--development"]
        )
        try #require(printed.status == 0, "\(printed.standardError)")
        let key = try folder.write(Array(printed.standardOutput.utf8), "platform.pem")
        try await withDeliveryEnclave(level) { enclave, client async throws in
            let nonce = [UInt8](repeating: 0xab, count: 8)
            let offered = try await client.makeKey("patients", nonce)
            let attested = try await enclave.attestedOffer(offered)
            let offer = try folder.write(attested, "offer.bin")
            let development = ["--allow-development", "--nonce", "abababababababab"]
            let checked = try await deliver(["check", offer, key, "patients"] + development)
            #expect(checked.status == 0, "\(checked.standardError)")
            let lines = checked.standardOutput.split(separator: "\n")
            #expect(lines.contains("measurement: \(enclave.identity.measurement)"))
            #expect(lines.contains("signer: \(enclave.identity.signer)"))
            #expect(lines.contains("security version: 5"))
            #expect(lines.contains("isolation: \(level.backend == .virtualization ? 2 : 1)"))
            #expect(lines.contains("mode: DEVELOPMENT"))

            try await refuse(attested, key, folder)

            let envelope = "\(folder.path)/patients.sealed"
            func seal(_ signer: String) async throws -> ProgramOutput {
                try await deliver(
                    ["seal", offer, key, "patients", data, envelope, "--signer", signer]
                        + development
                )
            }
            let other = try await seal(String(repeating: "5a", count: 32))
            #expect(other.status == 1)
            #expect(other.standardError == "refused: another signer\n")
            #expect(folder.read("patients.sealed") == nil)
            let sealed = try await seal("\(enclave.identity.signer)")
            #expect(sealed.status == 0, "\(sealed.standardError)")
            let bytes = try #require(folder.read("patients.sealed"))
            #expect(try await client.open(bytes) == Array("a row\n".utf8))
            #expect(
                try await deliveryRefusal { _ = try await client.open(bytes) } == .replayed
            )
            try await refuseEnvelopes(client, try DeliveryOffer(bytes: attested).publicKey)
        }
    }

    /// What Python must not believe.
    private func refuse(_ offer: [UInt8], _ key: String, _ folder: TestFolder) async throws {
        var flipped = offer
        flipped[offer.count - 100] ^= 1
        let otherKey = Array(try MadeUpPlatform().publicKey())
        let files = (
            whole: try folder.write(offer, "offer.bin"),
            flipped: try folder.write(flipped, "flipped.bin"),
            otherKey: try folder.write(otherKey, "other.pem")
        )
        let development = "--allow-development"
        for (arguments, reason) in [
            ([files.flipped, key, "patients", development], "not signed with the platform's key"),
            ([files.whole, files.otherKey, "patients", development], "another platform's key"),
            ([files.whole, key, "results", development], "another purpose"),
            ([files.whole, key, "patients", development, "--nonce", "00"], "another nonce"),
            ([files.whole, key, "patients"], "DEVELOPMENT mode"),
            ([key, key, "patients"], "no offer"),
            ([files.whole, files.whole, "patients"], "no key of a platform"),
        ] {
            let refused = try await deliver(["check"] + arguments)
            #expect(refused.status == 1)
            #expect(refused.standardOutput == "")
            #expect(refused.standardError.hasPrefix("refused: "), "\(refused.standardError)")
            #expect(refused.standardError.contains(reason), "\(refused.standardError)")
        }
    }

    /// What the enclave must not open, though Python sealed it.
    private func refuseEnvelopes(
        _ client: DeliveryFixtureClient<Enclave>,
        _ publicKey: [UInt8]
    ) async throws {
        let results = try await seal("a row", for: publicKey, purpose: "results")
        #expect(try await deliveryRefusal { _ = try await client.open(results) } == .otherPurpose)
        // With the right purpose's name in its header alone.
        let patients = try await seal("a row", for: publicKey, purpose: "patients")
        var renamed = results
        renamed.replaceSubrange(24..<40, with: patients[24..<40])
        #expect(try await deliveryRefusal { _ = try await client.open(renamed) } == .tampered)
        let stranger = try RecipientKey(purpose: "patients").publicKey
        let elsewhere = try await seal("a row", for: stranger, purpose: "patients")
        #expect(try await deliveryRefusal { _ = try await client.open(elsewhere) } == .otherKey)
        #expect(try await client.open(patients) == Array("a row".utf8))
    }

    @Test("Python opens results that an enclave sealed for it", arguments: testedIsolation)
    func results(_ level: IsolationLevel) async throws {
        guard try await hasPythonCryptography() else { return }
        let folder = try TestFolder()
        let key = "\(folder.path)/analyst.key"
        let made = try await deliver(["new-key", key])
        try #require(made.status == 0, "\(made.standardError)")
        let publicKey = made.standardOutput.hexadecimalBytes
        #expect(publicKey.count == 32)
        let again = try await deliver(["new-key", key])
        #expect(again.status == 1)
        try await withDeliveryEnclave(level) { _, client async throws in
            let offer = try DeliveryOffer(bytes: try await client.makeKey("patients", []))
            let envelope = try Envelopes.seal(
                Array("a mean\n".utf8),
                to: offer.publicKey,
                purpose: "patients"
            )
            let answer = try await client.answer(envelope, publicKey, "results")
            let file = try folder.write(answer, "results.sealed")
            let opened = try await deliver(["open", key, "results", file])
            #expect(opened.status == 0, "\(opened.standardError)")
            #expect(opened.standardOutput == "a mean\n")
            let otherPurpose = try await deliver(["open", key, "patients", file])
            #expect(otherPurpose.status == 1)
            #expect(otherPurpose.standardError == "refused: sealed for another purpose\n")
            var changed = answer
            changed[90] ^= 1
            let tampered = try await deliver(
                ["open", key, "results", try folder.write(changed, "changed.sealed")]
            )
            #expect(tampered.status == 1)
            #expect(tampered.standardOutput == "")
        }
    }
}
