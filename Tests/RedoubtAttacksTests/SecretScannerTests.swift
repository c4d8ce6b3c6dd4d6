import AttackInterface
import Foundation
import Testing

@testable import RedoubtAttacks

@Suite("The recogniser of the secret")
struct SecretScannerTests {
    private let scanner = SecretScanner(seed: 42)
    private var secret: [UInt8] { scanner.secret }

    private func noise(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    @Test("The secret is found at every offset", arguments: 0..<64)
    func offsets(_ offset: Int) {
        let bytes = noise(offset) + secret + noise(17)
        #expect(scanner.find(in: bytes) == "plain")
    }

    @Test("Any aligned quarter of the secret counts", arguments: 0..<4)
    func quarters(_ quarter: Int) {
        let part = secret[8 * quarter..<8 * quarter + 8]
        #expect(scanner.find(in: noise(100) + part + noise(100)) == "plain")
        #expect(scanner.find(in: noise(100) + part.map { ~$0 } + noise(100)) == "inverted")
        #expect(scanner.find(in: noise(100) + part.dropLast() + [~part[part.endIndex - 1]]) == nil)
    }

    @Test("Base64 is found whatever stands before the secret", arguments: 0..<9)
    func base64(_ before: Int) {
        let text = Data(noise(before) + secret + noise(5)).base64EncodedString()
        #expect(scanner.find(in: Array(text.utf8)) == "base64")
        let wide = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(scanner.find(in: wide) == "base64 in UTF-16")
        let forLinks = text.replacing("+", with: "-").replacing("/", with: "_")
        #expect(scanner.find(in: Array(forLinks.utf8)) == "base64")
    }

    @Test("Hexadecimal is found in both cases")
    func hexadecimal() {
        let text = secret.map { String(format: "%02x", $0) }.joined()
        #expect(scanner.find(in: Array("SECRET=\(text)".utf8)) == "hexadecimal")
        #expect(scanner.find(in: Array("SECRET=\(text.uppercased())".utf8)) == "hexadecimal")
    }

    @Test("Nothing is found in noise, in nothing, or in another secret")
    func nothing() {
        #expect(scanner.find(in: noise(1 << 20)) == nil)
        #expect(scanner.find(in: []) == nil)
        #expect(scanner.find(in: [secret[0]]) == nil)
        #expect(scanner.find(in: SecretScanner(seed: 43).secret) == nil)
    }

    @Test("Each secret is told from the others, in any order of its bytes")
    func secrets() {
        let seed: UInt64 = 42
        #expect(Set(HeldSecret.allCases.map { $0.bytes(seed: seed) }).count == 6)
        for secret in HeldSecret.allCases {
            let bytes = secret.bytes(seed: seed)
            for (form, found) in [
                (bytes, "plain"), (bytes.reversed(), "backwards"), (bytes.map { ~$0 }, "inverted"),
            ] {
                let all = noise(33) + form + noise(40)
                let names = unsafe all.withUnsafeBytes {
                    unsafe scanner.findAll(in: $0, but: []).map { "\($0.secret) \($0.form)" }
                }
                #expect(names == ["\(secret) \(found)"])
                let rest = unsafe all.withUnsafeBytes {
                    unsafe scanner.findAll(in: $0, but: [secret]).count
                }
                #expect(rest == 0)
            }
        }
        let all = HeldSecret.allCases.reversed().flatMap { $0.bytes(seed: seed) + noise(5) }
        let found = unsafe all.withUnsafeBytes {
            unsafe Set(scanner.findAll(in: $0, but: []).map(\.secret))
        }
        #expect(found == Set(HeldSecret.allCases))
    }

    @Test("Keys of a platform are recognised by what their victim has told, and not while masked")
    func platformKeys() {
        let keys = (0..<2).map { _ in noise(32) }
        let masked = zip(HeldSecret.ofPlatform, keys).flatMap { $0.masked($1, seed: 42) }
        #expect(scanner.find(in: keys[0] + keys[1]) == nil)
        let knowing = scanner.adding(platformKeys: masked)
        #expect(knowing.find(in: masked) == nil)
        for (secret, key) in zip(HeldSecret.ofPlatform, keys) {
            let found = unsafe key.withUnsafeBytes {
                unsafe knowing.findAll(in: $0, but: []).map(\.secret)
            }
            #expect(found == [secret])
        }
        #expect(knowing.find(in: secret) == "plain")
    }

    @Test("A secret that lies across two pieces is found, because they overlap")
    func pieces() {
        let longest = SecretForms.all(of: secret).map(\.bytes.count).max() ?? 0
        #expect(longest > 0)
        #expect(longest <= SecretScanner.overlapBytes)
    }
}
