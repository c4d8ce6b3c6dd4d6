import Foundation
import Testing

@testable import RedoubtSealing

/// No message tells a secret.
@Suite("What refusals say")
struct RefusalTextTests {
    private static let content = Array("A-CONTENT-THAT-NOBODY-MAY-READ!!".utf8)
    private static let context = "a-context-that-nobody-may-read!!"

    /// Parts of a secret, as a message could show them.
    private static func forms(_ secret: [UInt8]) -> [String] {
        stride(from: 0, through: secret.count - 8, by: 4).flatMap { start in
            let part = Array(secret[start..<start + 8])
            let digits = part.map { String(format: "%02x", $0) }.joined()
            let list = "\(part)".dropFirst().dropLast()
            let base64 = Data(part).base64EncodedString().prefix(10)
            return [
                String(decoding: part, as: UTF8.self), digits, digits.uppercased(), String(list),
                String(base64),
            ]
        }
    }

    /// A platform whose root secret is in no other test.
    private func platform() -> TestPlatform {
        TestPlatform(roots: [1: (0..<32).map { _ in .random(in: .min ... .max) }])
    }

    /// Every refusal of damaged, cut and extended blobs, and of blobs of others.
    private func refusals(
        _ platform: TestPlatform,
        _ policy: SealingPolicy,
        _ blob: [UInt8]
    ) throws -> [SealingError] {
        let sealer = try platform.sealer(policy)
        let context = SealingContext(Self.context)
        var found: [SealingError?] = []
        func open(_ bytes: [UInt8], _ sealer: Sealer, _ context: SealingContext) {
            found.append(refusal { _ = try sealer.unseal(bytes, context: context) })
        }
        for place in blob.indices {
            for change: UInt8 in [1, 0x80, 0xFF] {
                var changed = blob
                changed[place] ^= change
                open(changed, sealer, context)
            }
            open(Array(blob[..<place]), sealer, context)
        }
        open(blob + [0], sealer, context)
        open(blob, sealer, "another context")
        let others: [(inout TestIdentity) -> Void] = [
            { $0.measurement[0] ^= 1 }, { $0.signer[0] ^= 1 }, { $0.product[0] ^= 1 },
            { $0.family[0] ^= 1 }, { $0.securityVersion = 1 }, { $0.isDebug = true },
            { $0.isDevelopment = true },
        ]
        for other in others { open(blob, try platform.sealer(policy, other), context) }
        for other in SealingPolicy.allCases {
            open(blob, try platform.sealer(other), context)
        }
        return found.compactMap { $0 }
    }

    @Test(
        "No refusal shows anything of content, context or keys",
        arguments: SealingPolicy.allCases
    )
    func texts(_ policy: SealingPolicy) throws {
        let platform = platform()
        let blob = try platform.sealer(policy)
            .seal(Self.content, context: SealingContext(Self.context))
        let who = TestIdentity()
        let keys = platform.keys(who)
        let version = policy == .exactCode ? 0 : who.securityVersion
        let sealingKey = PolicyKey.sealingKey(
            keys,
            policy,
            epochIndex: 0,
            version: version,
            keyID: Array(blob[BlobLayout.keyID])
        )
        let versionKey = PolicyKey.versionKey(keys, policy, 0, who.securityVersion)
        let secrets =
            [Self.content, Array(Self.context.utf8)] + platform.roots.values
            + [sealingKey, versionKey].map { $0.withUnsafeBytes { unsafe Array($0) } }
        let forms = secrets.flatMap(Self.forms)
        let refusals = try refusals(platform, policy, blob)
        #expect(refusals.count > 4 * blob.count)
        let texts = Set(
            refusals.flatMap { ["\($0)", $0.description, String(reflecting: $0)] }
        )
        #expect(texts.count >= 12)
        for text in texts {
            let shown = forms.filter { text.contains($0) }
            #expect(shown == [], "\(text)")
        }
        // The control: what a careless message would show.
        for secret in secrets {
            let hexadecimal = secret.map { String(format: "%02x", $0) }.joined()
            for text in ["\(secret)", hexadecimal, Data(secret).base64EncodedString()] {
                let isShown = forms.contains { text.contains($0) }
                #expect(isShown)
            }
        }
    }

    @Test("What is printed of unsealed data is its length")
    func printing() throws {
        let sealer = try platform().sealer(.sameImage)
        let blob = try sealer.seal(Self.content, context: "c")
        let data = try sealer.unseal(blob, context: "c")
        #expect("\(data)" == "UnsealedData(32 bytes)")
        #expect("\(try sealer.unsealRenewing(blob, context: "c"))" == "RenewedData(32 bytes)")
        #expect(String(reflecting: data) == "UnsealedData(32 bytes)")
    }
}
