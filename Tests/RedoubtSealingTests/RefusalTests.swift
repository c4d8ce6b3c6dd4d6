@testable import RedoubtSealing
import SeededTesting
import Testing

@Suite("Blobs that are refused, and why")
struct RefusalTests {
    let platform = TestPlatform()
    static let content: [UInt8] = Array("content".utf8)

    /// What is said of a blob of one enclave's by another.
    private func refusalBetween(
        _ policy: SealingPolicy,
        from: (inout TestIdentity) -> Void = { _ in },
        to: (inout TestIdentity) -> Void = { _ in }
    ) throws -> SealingError? {
        let blob = try platform.sealer(policy, from).seal(Self.content, context: "c")
        let opener = try platform.sealer(policy, to)
        return refusal {
            let content = try opener.unseal(blob, context: "c").content
            #expect(content == Self.content)
        }
    }

    @Test("Another program opens all but exactCode, in both directions")
    func code() throws {
        for policy in SealingPolicy.allCases {
            let expected: SealingError? = policy == .exactCode ? .otherCode : nil
            let other = { (who: inout TestIdentity) in who.measurement[31] ^= 1 }
            #expect(try refusalBetween(policy, to: other) == expected)
            #expect(try refusalBetween(policy, from: other) == expected)
        }
    }

    @Test("Another author opens exactCode alone, for that names the program and nobody else")
    func author() throws {
        for policy in SealingPolicy.allCases {
            let expected: SealingError? = policy == .exactCode ? nil : .otherAuthor
            let other = { (who: inout TestIdentity) in who.signer[0] ^= 1 }
            #expect(try refusalBetween(policy, to: other) == expected)
            #expect(try refusalBetween(policy, from: other) == expected)
        }
    }

    @Test("Another product of the author's is kept from sameImage")
    func product() throws {
        for policy in SealingPolicy.allCases {
            let expected: SealingError? = policy == .sameImage ? .otherImage : nil
            let other = { (who: inout TestIdentity) in who.product[15] ^= 1 }
            #expect(try refusalBetween(policy, to: other) == expected)
            #expect(try refusalBetween(policy, from: other) == expected)
        }
    }

    @Test("Another family of the author's is kept from sameFamily")
    func family() throws {
        for policy in SealingPolicy.allCases {
            let expected: SealingError? = policy == .sameFamily ? .otherFamily : nil
            let other = { (who: inout TestIdentity) in who.family[8] ^= 1 }
            #expect(try refusalBetween(policy, to: other) == expected)
            #expect(try refusalBetween(policy, from: other) == expected)
        }
    }

    @Test("Debug and production never open each other's, whatever the policy")
    func debug() throws {
        for policy in SealingPolicy.allCases {
            let debug = { (who: inout TestIdentity) in who.isDebug = true }
            #expect(
                try refusalBetween(policy, from: debug)
                    == .debugAgainstProduction(isSealedInDebug: true)
            )
            #expect(
                try refusalBetween(policy, to: debug)
                    == .debugAgainstProduction(isSealedInDebug: false)
            )
            #expect(try refusalBetween(policy, from: debug, to: debug) == nil)
        }
    }

    @Test("The development mode and the platform service are told apart")
    func mode() throws {
        let development = { (who: inout TestIdentity) in who.isDevelopment = true }
        for policy in SealingPolicy.allCases {
            #expect(
                try refusalBetween(policy, from: development)
                    == .otherMode(isSealedInDevelopment: true)
            )
            #expect(
                try refusalBetween(policy, to: development)
                    == .otherMode(isSealedInDevelopment: false)
            )
        }
    }

    @Test("Another platform is named, and one with the same id and another secret says tampered")
    func otherPlatform() throws {
        for policy in SealingPolicy.allCases {
            let blob = try platform.sealer(policy).seal(Self.content, context: "c")
            var other = platform
            other.id[0] ^= 1
            var sealer = try other.sealer(policy)
            #expect(refusal { _ = try sealer.unseal(blob, context: "c") } == .otherPlatform)
            other = platform
            other.roots[1]?[0] ^= 1
            sealer = try other.sealer(policy)
            #expect(refusal { _ = try sealer.unseal(blob, context: "c") } == .tampered)
        }
    }

    @Test("Older versions' blobs open and newer ones' do not, but for exactCode")
    func versions() throws {
        let versions: [UInt16] = [0, 1, 0xF, 0x10, 0x12, 0xFF, 0x100, 0xFFF, 0x1000, 0xFFFF]
        for policy in SealingPolicy.allCases {
            for from in versions {
                for to in versions {
                    let refused = try refusalBetween(
                        policy,
                        from: { $0.securityVersion = from },
                        to: { $0.securityVersion = to }
                    )
                    let isRefused = from > to && policy != .exactCode
                    #expect(refused == (isRefused ? .newerVersion(sealed: from, own: to) : nil))
                }
            }
        }
        let blob = try platform.sealer(.sameImage).seal([1], context: "")
        let newer = try platform.sealer(.sameImage) { $0.securityVersion += 1 }
        #expect(try newer.unseal(blob, context: "").needsReseal)
    }

    @Test("A blob of another policy is refused by name, in each direction")
    func policies() throws {
        for sealed in SealingPolicy.allCases {
            let blob = try platform.sealer(sealed).seal(Self.content, context: "c")
            for asked in SealingPolicy.allCases where asked != sealed {
                let sealer = try platform.sealer(asked)
                #expect(
                    refusal { _ = try sealer.unseal(blob, context: "c") }
                        == .otherPolicy(sealed: sealed)
                )
                // Said to be of the other policy, it has fields that policy has not, or another key.
                var changed = blob
                changed[BlobLayout.policy] = asked.number
                let refused = refusal { _ = try sealer.unseal(changed, context: "c") }
                #expect(refused != nil && refused != .wrongContext)
            }
        }
    }

    @Test("Another context is told from a change")
    func context() throws {
        let sealer = try platform.sealer(.sameImage)
        let blob = try sealer.seal(Self.content, context: "context")
        for other in ["", "contex", "contexts", "Context", "context\0"] {
            #expect(
                refusal { _ = try sealer.unseal(blob, context: SealingContext(other)) }
                    == .wrongContext
            )
        }
        let long = SealingContext([UInt8](repeating: 1, count: SealingLimits.contextBytes + 1))
        let tooLarge = SealingError.contextTooLarge(limitBytes: SealingLimits.contextBytes)
        #expect(refusal { _ = try sealer.seal([1], context: long) } == tooLarge)
        #expect(refusal { _ = try sealer.unseal(blob, context: long) } == tooLarge)
        let longest = SealingContext([UInt8](repeating: 1, count: SealingLimits.contextBytes))
        #expect(
            try sealer.unseal(sealer.seal([1], context: longest), context: longest).content == [1]
        )
    }

    @Test("More content than can be sealed is refused, to seal and to open")
    func contentTooLarge() throws {
        let sealer = try platform.sealer(.sameImage)
        let tooLarge = SealingError.contentTooLarge(limitBytes: SealingLimits.contentBytes)
        let count = SealingLimits.contentBytes + SealingLimits.overheadBytes + 1
        var bytes = [UInt8](repeating: 0, count: count)
        #expect(refusal { _ = try sealer.seal(bytes, context: "c") } == tooLarge)
        let blob = try sealer.seal(Self.content, context: "c")
        bytes.replaceSubrange(blob.indices, with: blob)
        #expect(refusal { _ = try sealer.unseal(bytes, context: "c") } == tooLarge)
    }

    @Test("Each bit of a blob that is flipped is noticed", arguments: SealingPolicy.allCases)
    func flippedBits(_ policy: SealingPolicy) throws {
        let sealer = try platform.sealer(policy)
        let blob = try sealer.seal(Self.content, context: "c")
        for place in blob.indices {
            for bit in 0..<8 {
                var changed = blob
                changed[place] ^= 1 << UInt8(bit)
                let refused = refusal { _ = try sealer.unseal(changed, context: "c") }
                #expect(refused != nil && refused != .wrongContext, "byte \(place), bit \(bit)")
                if place >= BlobLayout.keyID.lowerBound { #expect(refused == .tampered) }
            }
        }
    }

    @Test("A blob that is cut off anywhere, or goes on, is refused")
    func lengths() throws {
        let sealer = try platform.sealer(.sameImage)
        let blob = try sealer.seal(Self.content, context: "c")
        for count in 0..<blob.count {
            let refused = refusal { _ = try sealer.unseal(Array(blob[..<count]), context: "c") }
            #expect(refused == (count < SealingLimits.overheadBytes ? .tooShort : .tampered))
        }
        for count in 1...40 {
            let extended = blob + [UInt8](repeating: 0, count: count)
            #expect(refusal { _ = try sealer.unseal(extended, context: "c") } == .tampered)
        }
    }

    @Test("What is no blob, or of another version, is told before anything else")
    func foreign() throws {
        let sealer = try platform.sealer(.sameImage)
        var blob = try sealer.seal(Self.content, context: "c")
        #expect(refusal { _ = try sealer.unseal(Self.content, context: "c") } == .notSealed)
        blob[BlobLayout.version] = 2
        #expect(refusal { _ = try sealer.unseal(blob, context: "c") } == .unknownVersion(2))
        #expect(
            refusal { _ = try sealer.unseal(Array(blob[..<5]), context: "c") } == .unknownVersion(2)
        )
    }

    @Test("Nothing is sealed without product, family, or keys; the texts say where to get them")
    func nothingToSealWith() throws {
        let none = [UInt8](repeating: 0, count: 16)
        #expect(
            refusal { _ = try platform.sealer(.sameImage) { $0.product = none } } == .noProduct
        )
        #expect(refusal { _ = try platform.sealer(.sameFamily) { $0.family = none } } == .noFamily)
        _ = try platform.sealer(.sameAuthor) { ($0.product, $0.family) = (none, none) }
        #expect(SealingError.noProduct.description.contains("\"productID\" in enclave.json"))
        #expect(SealingError.noFamily.description.contains("\"familyID\" in enclave.json"))
        let keyless = TestPlatform(roots: [:])
        for policy in SealingPolicy.allCases {
            #expect(refusal { _ = try keyless.sealer(policy) } == .noKeys)
            #expect(refusal { _ = try Sealer.seal([1], policy: policy, context: "") } == .noKeys)
            let blob = try platform.sealer(policy).seal([1], context: "")
            #expect(refusal { _ = try Sealer.unseal(blob, context: "") } == .noKeys)
        }
        #expect(SealingError.noKeys.description.contains("LaunchOptions.keys"))
    }

    @Test("Random bytes, also with a true header, are always refused")
    func randomBlobs() throws {
        var random = SeededGenerator(for: "randomBlobs")
        let sealer = try platform.sealer(.sameFamily)
        let blob = try sealer.seal(Self.content, context: "c")
        for round in 0..<20_000 {
            var bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            if round % 2 == 0 {
                bytes = Array(blob.prefix(.random(in: 4...180, using: &random))) + bytes
            }
            let refused = refusal { _ = try sealer.unseal(bytes, context: "c") }
            #expect(refused != nil && refused != .wrongContext)
        }
    }
}
