import CRedoubtABI
@testable import RedoubtSealing
import Testing

@Suite("Sealing and opening")
struct SealerTests {
    let platform = TestPlatform()

    @Test("What is sealed opens, whatever its length", arguments: SealingPolicy.allCases)
    func roundTrip(_ policy: SealingPolicy) throws {
        let sealer = try platform.sealer(policy)
        for count in [0, 1, 15, 16, 17, 1_024, 70_000] {
            let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let blob = try sealer.seal(content, context: "a context")
            #expect(blob.count == count + SealingLimits.overheadBytes)
            let data = try sealer.unseal(blob, context: "a context")
            #expect(data.content == content)
            #expect(data.policy == policy)
            #expect(!data.needsReseal)
            // Another sealer has another key of its own, and derives the one that the blob names.
            #expect(
                try platform.sealer(policy).unseal(blob, context: "a context").content == content
            )
        }
    }

    @Test("Two blobs of the same content differ in key or nonce, and in all that follows")
    func fresh() throws {
        let sealer = try platform.sealer(.sameAuthor)
        let content = [UInt8](repeating: 0, count: 64)
        let blobs = try (0..<100).map { _ in try sealer.seal(content, context: "") }
        #expect(Set(blobs.map { $0[BlobLayout.nonce] }).count == 100)
        #expect(Set(blobs.map { $0[BlobLayout.byteCount...] }).count == 100)
        let others = try (0..<100).map { _ in
            try platform.sealer(.sameAuthor).seal(content, context: "")
        }
        #expect(Set(others.map { $0[BlobLayout.keyID] }).count == 100)
    }

    @Test("Tasks that share a sealer make no nonce twice, and each opens its own")
    func concurrency() async throws {
        let sealer = try platform.sealer(.sameImage)
        let nonces = try await withThrowingTaskGroup(of: Set<ArraySlice<UInt8>>.self) { group in
            for task in UInt8(0)..<4 {
                group.addTask {
                    var nonces: Set<ArraySlice<UInt8>> = []
                    for round in UInt8(0)..<100 {
                        let blob = try sealer.seal([task, round], context: "shared")
                        let data = try sealer.unseal(blob, context: "shared")
                        #expect(data.content == [task, round])
                        nonces.insert(blob[BlobLayout.nonce])
                    }
                    return nonces
                }
            }
            return try await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        #expect(nonces.count == 400)
    }

    @Test("A sealer takes a new key when its key has been used as often as it may")
    func useLimit() throws {
        var key = try SealingKey(platform.keys(TestIdentity()), .sameImage)
        let first = key.header.bytes[BlobLayout.keyID]
        key.uses = SealingKey.useLimit
        let sealer = try Sealer(policy: .sameImage, keys: platform.keys(TestIdentity()))
        sealer.replaceKey(key)
        let blob = try sealer.seal([1], context: "")
        #expect(blob[BlobLayout.keyID] != first)
        #expect(try sealer.unseal(blob, context: "").content == [1])
    }

    @Test("A blob of an older epoch opens, asks to be sealed again, and then is of the newest")
    func epochs() throws {
        let old = try platform.sealer(.sameImage).seal([1, 2], context: "c")
        var later = platform
        later.roots[4] = [UInt8](repeating: 44, count: 32)
        let sealer = try later.sealer(.sameImage)
        #expect(try sealer.unseal(old, context: "c").needsReseal)
        let renewed = try sealer.unsealRenewing(old, context: "c")
        #expect(renewed.content == [1, 2])
        let blob = try #require(renewed.renewedBlob)
        #expect(try !sealer.unseal(blob, context: "c").needsReseal)
        #expect(try sealer.unsealRenewing(blob, context: "c").renewedBlob == nil)
        later.roots[1] = nil
        let forgetful = try later.sealer(.sameImage)
        #expect(refusal { _ = try forgetful.unseal(old, context: "c") } == .unknownEpoch(1))
        #expect(try forgetful.unseal(blob, context: "c").content == [1, 2])
        // Who has not heard of the new epoch yet.
        #expect(
            refusal { _ = try platform.sealer(.sameImage).unseal(blob, context: "c") }
                == .unknownEpoch(4)
        )
    }

    @Test("All sixteen epochs open, each with its own key")
    func allEpochs() throws {
        var platform = TestPlatform()
        platform.roots = [:]
        var blobs: [[UInt8]] = []
        for epoch in UInt32(1)...16 {
            platform.roots[epoch] = [UInt8](repeating: UInt8(epoch), count: 32)
            blobs.append(try platform.sealer(.sameFamily).seal([UInt8(epoch)], context: ""))
        }
        let sealer = try platform.sealer(.sameFamily)
        for (index, blob) in blobs.enumerated() {
            let data = try sealer.unseal(blob, context: "")
            #expect(data.content == [UInt8(index + 1)])
            #expect(data.needsReseal == (index < 15))
        }
    }

    @Test("The fields of the C struct are where the code reads them")
    func layout() {
        func offset(_ path: PartialKeyPath<redoubt_keys>) -> Int? {
            MemoryLayout<redoubt_keys>.offset(of: path)
        }
        #expect(offset(\.measurement) == PlatformKeys.Field.measurement.lowerBound)
        #expect(offset(\.signer) == PlatformKeys.Field.signer.lowerBound)
        #expect(offset(\.product) == PlatformKeys.Field.product.lowerBound)
        #expect(offset(\.family) == PlatformKeys.Field.family.lowerBound)
        #expect(offset(\.platform) == PlatformKeys.Field.platform.lowerBound)
        #expect(offset(\.epochs) == PlatformKeys.Field.epochs)
        #expect(MemoryLayout<redoubt_epoch_keys>.offset(of: \.exact_code) == 8)
        #expect(MemoryLayout<redoubt_epoch_keys>.offset(of: \.same_image) == 40)
        #expect(MemoryLayout<redoubt_epoch_keys>.offset(of: \.same_family) == 200)
        #expect(MemoryLayout<redoubt_epoch_keys>.offset(of: \.same_author) == 360)
        #expect(MemoryLayout<redoubt_version_keys>.offset(of: \.older) == 32)
    }
}
