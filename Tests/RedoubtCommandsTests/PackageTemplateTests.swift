import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("The files of a new package")
struct PackageTemplateTests {
    private func files(
        _ name: String,
        _ dependency: String = ".package(path: \"x\")"
    ) -> [String: String] {
        let template = PackageTemplate(name: name, dependency: dependency)
        return Dictionary(uniqueKeysWithValues: template.files.map { ($0.path, $0.contents) })
    }

    @Test func `They are an interface, an enclave, a host and what describes them`() {
        #expect(
            Set(files("Vault").keys) == [
                "Package.swift", ".gitignore", "README.md",
                "Sources/VaultInterface/Vault.swift",
                "Sources/VaultEnclave/Main.swift", "Sources/VaultEnclave/enclave.json",
                "Sources/Vault/Main.swift",
            ]
        )
    }

    @Test func `Packages of different names differ in nothing but the name`() {
        let renamed = files("Alpha").map { path, contents in
            (
                path.replacingOccurrences(of: "Alpha", with: "Beta2"),
                contents.replacingOccurrences(of: "Alpha", with: "Beta2")
            )
        }
        #expect(Dictionary(uniqueKeysWithValues: renamed) == files("Beta2"))
    }

    @Test func `The name stands wherever it is needed`() throws {
        let files = files("Vault")
        for (path, contents) in files where path.hasSuffix(".swift") || path == "README.md" {
            #expect(contents.contains("Vault"), "\(path)")
        }
        let manifest = try #require(files["Package.swift"])
        for target in ["Vault", "VaultInterface", "VaultEnclave"] {
            #expect(manifest.contains("name: \"\(target)\""))
        }
        #expect(
            files["Sources/VaultInterface/Vault.swift"]?.contains("public protocol Vault {") == true
        )
        #expect(files["Sources/VaultEnclave/Main.swift"]?.contains("VaultDispatcher(") == true)
        #expect(files["Sources/Vault/Main.swift"]?.contains("find(\"VaultEnclave\")") == true)
    }

    @Test func `No placeholder is left`() {
        for (path, contents) in files("Vault") {
            for placeholder in ["\\(name", "\\(dependency", "$0", "NAME", "TODO", "\\\\("] {
                #expect(!contents.contains(placeholder), "\(placeholder) in \(path)")
            }
            #expect(contents.hasSuffix("\n") && !contents.hasSuffix("\n\n"), "\(path)")
        }
    }

    @Test func `The dependency is the one that was asked for, once`() throws {
        let dependency = ".package(url: \"https://example.com/redoubt\", branch: \"main\")"
        let manifest = try #require(files("Vault", dependency)["Package.swift"])
        #expect(manifest.components(separatedBy: dependency).count == 2)
        for (path, contents) in files("Vault", dependency) where path != "Package.swift" {
            #expect(!contents.contains("example.com"), "\(path)")
        }
    }

    @Test func `The enclave declares the defaults`() throws {
        let manifest = try #require(files("Vault")["Sources/VaultEnclave/enclave.json"])
        let configuration = try EnclaveManifest.parse(Data(manifest.utf8), path: "enclave.json")
        #expect(configuration == EnclaveConfiguration())
    }

    @Test func `The host accepts the development key, and says what production accepts`() throws {
        let host = try #require(files("Vault")["Sources/Vault/Main.swift"])
        #expect(host.contains("policy: .development)"))
        #expect(
            host.contains(
                "policy: .signed(by: author, product: product, minimumSecurityVersion: 1)"
            )
        )
        let ignored = try #require(files("Vault")[".gitignore"])
        #expect(ignored.contains("*.pem\n!*.pub.pem\n"))
    }
}
