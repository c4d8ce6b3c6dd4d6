import EnclaveTesting
import Foundation
import RedoubtImage
import Testing

@testable import RedoubtCommands

/// What is linked of the cryptography, by the linker's maps of two enclaves.
@Suite("The trusted code of enclaves with cryptography")
struct LinkedCodeTests {
    /// An algorithm, and names in BoringSSL or here that only its code has.
    private static let algorithms: [(String, [String])] = [
        ("AES-GCM", ["gcm_ghash", "aes_gcm", "EVP_aead_aes"]),
        (
            "ChaCha20-Poly1305",
            ["ChaCha20_ctr32", "chacha20_poly1305", "CRYPTO_poly1305", "redoubt_chacha20"]
        ),
        ("P-256", ["EC_group_p256", "ecp_nistz256"]), ("P-384", ["EC_group_p384"]),
        ("ECDSA", ["ECDSA_sign", "ECDSA_verify"]), ("ECDH", ["ECDH_compute_key"]),
        ("X25519", ["x25519_"]), ("Ed25519", ["ED25519_"]),
        ("SHA-512 and SHA-384", ["sha512_block"]), ("HPKE", ["13RedoubtCrypto4HPKE"]),
        ("HMAC and HKDF", ["4HMAC", "4HKDF"]), ("sealing", ["RedoubtSealing"]),
        ("delivery", ["RedoubtDelivery"]),
    ]
    private static let limitBytes = 1_000_000

    private struct Linked {
        let image: EnclaveImage
        let symbols: [String]

        func holds(_ name: String) -> Bool { symbols.contains { $0.contains(name) } }
        var trustedBytes: Int {
            image.components.map { $0.codeBytes + $0.constantBytes }.reduce(0, +)
        }
        var cryptographyBytes: Int {
            image.components.filter { $0.name == "libBoringSSL.a" }
                .map { $0.codeBytes + $0.constantBytes }.reduce(0, +)
        }
        /// The pages that are loaded and cannot be written.
        var loadedBytes: Int {
            image.segments.filter { !$0.permissions.contains(.write) }.map(\.sizeBytes)
                .reduce(0, +)
        }
    }

    private func linked(_ product: String) async throws -> Linked {
        let image = try await enclaveImage(product)
        let folder = repository.appendingPathComponent(".build/enclave").path
        // One for each toolchain; the one of this image is the newest.
        let maps = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { !$0.hasPrefix("reproduce-") }
            .map {
                GuestBuild.linkMapPath(
                    ofProgram: "\(folder)/\($0)/\(GuestBuild.triple)/release/\(product)"
                )
            }
            .filter { FileManager.default.fileExists(atPath: $0) }
        let newest = maps.max { date($0) < date($1) }
        let map = try String(contentsOfFile: try #require(newest), encoding: .utf8)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: image))
        return Linked(
            image: try EnclaveImage([UInt8](bytes)),
            symbols: map.split(separator: "\n").dropFirst().compactMap { line in
                LinkMapEntry(line).flatMap { $0.place == .symbol ? String($0.name) : nil }
            }
        )
    }

    private func date(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }

    @Test("With every algorithm, sealing, store and delivery it is less than 1 MB")
    func everything() async throws {
        let linked = try await linked("CryptoFixtureEnclave")
        for (algorithm, names) in Self.algorithms {
            #expect(names.filter(linked.holds) == names, "\(algorithm)")
        }
        #expect(linked.trustedBytes < Self.limitBytes)
        #expect(linked.loadedBytes < Self.limitBytes)
        #expect(linked.loadedBytes >= linked.trustedBytes)
        #expect(linked.cryptographyBytes > 400_000)
        print(
            "an enclave with everything: \(linked.trustedBytes) bytes of trusted code and constants, "
                + "\(linked.loadedBytes) in pages, \(linked.cryptographyBytes) of BoringSSL"
        )
    }

    @Test("An enclave that computes SHA-256 has the code of no other algorithm")
    func hashAlone() async throws {
        let linked = try await linked("HashEnclave")
        let hasHash = linked.holds("sha256_block")
        #expect(hasHash)
        for (algorithm, names) in Self.algorithms {
            #expect(names.filter(linked.holds) == [], "\(algorithm)")
        }
        #expect(linked.cryptographyBytes > 1_000)
        #expect(linked.cryptographyBytes < 50_000)
        print(
            "an enclave with SHA-256: \(linked.trustedBytes) bytes of trusted code and constants, "
                + "\(linked.loadedBytes) in pages, \(linked.cryptographyBytes) of BoringSSL"
        )
    }
}
