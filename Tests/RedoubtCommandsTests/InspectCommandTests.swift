import EnclaveTesting
import Foundation
import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("redoubt inspect and redoubt measure")
struct InspectCommandTests {
    private let components = [
        CodeComponent(name: "VaultEnclave", codeBytes: 1_200, constantBytes: 300, dataBytes: 8),
        CodeComponent(name: "RedoubtEnclave", codeBytes: 900, constantBytes: 40, dataBytes: 0),
    ]

    private func folder(_ image: EnclaveImage) throws -> CommandFolder {
        let folder = try CommandFolder()
        try folder.write(image.encoded(), "Vault.enclave")
        return folder
    }

    private func report(_ folder: CommandFolder) async throws -> [String: Any] {
        let output = try await folder.redoubt("inspect", "Vault.enclave", "--json")
        try #require(output.status == 0, "\(output.standardError)")
        let object = try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func `All of a signed image is in the JSON`() async throws {
        let author = SigningKey(.p384)
        let image = try sampleImage(components: components) {
            SampleIdentity.set(&$0)
            $0.threadCount = 2
            $0.heapBytes = 5 << 20
            $0.minimumIsolation = IsolationLevel(.process, .private)
            $0.allowsDebug = true
        }
        let folder = try folder(try image.signed(with: author))
        let report = try await report(folder)
        let texts = [
            "measurement": "\(image.declaredMeasurement)",
            "declaredMeasurement": "\(image.declaredMeasurement)",
            "signer": "\(author.signerKey.id)",
            "signatureAlgorithm": "ECDSA P-384 with SHA-384",
            "product": SampleIdentity.productText, "family": SampleIdentity.familyText,
            "minimumIsolation": "process-private",
        ]
        for (key, text) in texts { #expect(report[key] as? String == text, "\(key)") }
        let numbers = [
            "securityVersion": 7, "imageVersion": 70_000, "threads": 2, "heapBytes": 5 << 20,
            "stackBytes": 256 << 10, "channelBytes": 65_504, "entryOffset": 16,
            "enclaveBytes": image.layout.sizeBytes, "trustedCodeBytes": 8192,
        ]
        for (key, number) in numbers { #expect(report[key] as? Int == number, "\(key)") }
        let flags = [
            "measurementHolds": true, "isSigned": true, "signatureHolds": true,
            "isDevelopment": false, "debug": true,
        ]
        for (key, flag) in flags { #expect(report[key] as? Bool == flag, "\(key)") }
        let segments = try #require(report["segments"] as? [[String: Any]])
        #expect(segments.map { $0["permissions"] as? String } == ["r-x", "r--", "rw-"])
        #expect(segments.map { $0["offset"] as? Int } == [0, 0x1000, 0x2000])
        #expect(segments.map { $0["sizeBytes"] as? Int } == [4096, 4096, 8192])
        #expect(segments.map { $0["fileBytes"] as? Int } == [4096, 4096, 4096])
        let named = try #require(report["components"] as? [[String: Any]])
        #expect(named.map { $0["name"] as? String } == ["VaultEnclave", "RedoubtEnclave"])
        #expect(named.map { $0["codeBytes"] as? Int } == [1_200, 900])
        #expect(named.map { $0["constantBytes"] as? Int } == [300, 40])
        #expect(named.map { $0["dataBytes"] as? Int } == [8, 0])
        #expect((report["regions"] as? [Any])?.count == image.layout.regions.count)
        #expect(
            Set(report.keys)
                == Set(texts.keys).union(numbers.keys).union(flags.keys)
                .union(["segments", "regions", "components"])
        )
    }

    @Test func `What an unsigned image has not got is null`() async throws {
        let report = try await report(folder(sampleImage()))
        for key in ["signer", "signatureAlgorithm", "minimumIsolation"] {
            #expect(report[key] is NSNull, "\(key)")
        }
        #expect(report["isSigned"] as? Bool == false)
        #expect(report["signatureHolds"] as? Bool == false)
        #expect(report["isDevelopment"] as? Bool == false)
    }

    @Test func `Signature and measurement that do not hold are said not to`() async throws {
        let folder = try folder(sampleImage().signed(with: .development))
        var bytes = try folder.bytes("Vault.enclave")
        bytes[4096] ^= 1  // the first page
        bytes[80] ^= 1  // the image version
        try folder.write(bytes, "Vault.enclave")
        let report = try await report(folder)
        #expect(report["measurementHolds"] as? Bool == false)
        #expect(report["signatureHolds"] as? Bool == false)
        #expect(report["isSigned"] as? Bool == true)
        #expect(report["measurement"] as? String != report["declaredMeasurement"] as? String)
        let text = try await folder.redoubt("inspect", "Vault.enclave")
        #expect(text.status == 0)
        #expect(text.standardOutput.components(separatedBy: "holds").count == 3)
        #expect(text.standardOutput.contains("NO: the pages measure"))
        #expect(text.standardOutput.contains("NO: the signature does not belong"))
    }

    @Test func `People read who it is, how large it is, and what is no good for secrets`()
        async throws
    {
        let image = try sampleImage(components: components) {
            SampleIdentity.set(&$0)
            $0.allowsDebug = true
        }
        let folder = try folder(image.signed(with: .development))
        let text = try await folder.redoubt("inspect", "Vault.enclave").standardOutput
        for part in [
            "\(image.declaredMeasurement)", "DEVELOPMENT KEY", "NOT FOR SECRETS", "DEBUG",
            SampleIdentity.productText, SampleIdentity.familyText, "VaultEnclave", "1200",
            "r-x", "heap", "any that the host accepts", "total", "2100", "340",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func `A component's name cannot write elsewhere on the terminal`() async throws {
        let name = "\u{1B}[2Jholds\r\u{202E}\n\u{9B}"
        let image = try sampleImage(
            components: [CodeComponent(name: name, codeBytes: 1, constantBytes: 2, dataBytes: 3)]
        )
        let folder = try folder(image)
        let text = try await folder.redoubt("inspect", "Vault.enclave").standardOutput
        #expect(text.contains("  \u{FFFD}[2Jholds\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}  "))
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 32 })
        let named = try #require(try await report(folder)["components"] as? [[String: Any]])
        #expect(named.first?["name"] as? String == name)
        let json = try await folder.redoubt("inspect", "Vault.enclave", "--json").standardOutput
        #expect(json.unicodeScalars.dropLast().allSatisfy { (32..<127).contains($0.value) })
    }

    @Test func `The measurement is computed from the pages, not copied from the header`()
        async throws
    {
        let image = try sampleImage()
        let folder = try folder(image)
        let whole = try await folder.redoubt("measure", "Vault.enclave")
        #expect(whole.status == 0)
        #expect(whole.standardOutput == "\(image.declaredMeasurement)\n")
        let inspected = try await report(folder)["measurement"] as? String
        #expect(inspected == "\(image.declaredMeasurement)")

        var bytes = image.encoded()
        bytes[4096 + 50] ^= 1
        try folder.write(bytes, "Vault.enclave")
        let damaged = try await folder.redoubt("measure", "Vault.enclave")
        #expect(damaged.status == 1)
        #expect(damaged.standardOutput.count == 65)
        #expect(damaged.standardOutput != whole.standardOutput)
        #expect(damaged.standardError.contains("measurement check"))
        let again = try await report(folder)["measurement"] as? String
        #expect(damaged.standardOutput == again.map { $0 + "\n" })
    }

    @Test func `The log has every record that the measurement is made of`() async throws {
        let image = try sampleImage { $0.heapBytes = 2 << 20 }
        let output = try await folder(image).redoubt("measure", "Vault.enclave", "--log")
        #expect(output.status == 0, "\(output.standardError)")
        var expected: [String] = []
        MeasurementLog.write(image) { expected.append($0) }
        #expect(output.standardOutput == expected.joined(separator: "\n") + "\n")
        #expect(expected.first?.hasPrefix("ECREATE 1 ") == true)
        // Larger than what is written at once.
        #expect(output.standardOutput.utf8.count > 30_000)
    }
}
