import RedoubtEnclave
import RedoubtSealing
import SealingFixtureInterface

typealias FixtureStore = SealedStore<SealedStorageClient<Host>>

final class SealingFixtureService: SealingFixture, Sendable {
    private let store = Mutex<FixtureStore?>(nil)

    func seal(
        _ policy: SealingPolicy,
        _ content: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        try Sealer.seal(content, policy: policy, context: SealingContext(context))
    }

    func unseal(_ blob: [UInt8], _ context: [UInt8]) throws(SealingError) -> Unsealed {
        let data = try Sealer.unseal(blob, context: SealingContext(context))
        return Unsealed(content: data.content, needsReseal: data.needsReseal)
    }

    func unseal(
        of policy: SealingPolicy,
        _ blob: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> Unsealed {
        let data = try Sealer(policy: policy).unseal(blob, context: SealingContext(context))
        return Unsealed(content: data.content, needsReseal: data.needsReseal)
    }

    func openRandom(_ count: Int, seed: UInt64) throws(SealingError) -> Int {
        let blob = try Sealer.seal([1, 2, 3] as [UInt8], policy: .sameImage, context: "context")
        var random = RandomNumbers(state: seed)
        var refused = 0
        for round in 0..<count {
            let length = Int(random.next() % 240)
            var bytes: [UInt8] = []
            if round % 2 == 0 { bytes += blob[..<Int(4 + random.next() % 170)] }
            while bytes.count < length { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
            do throws(SealingError) {
                _ = try Sealer.unseal(bytes, context: "context")
            } catch .wrongContext, .cryptographyFailed {
                // Neither can be: who comes to the context knew the key.
            } catch {
                refused += 1
            }
        }
        return refused
    }

    func openStore(_ isMade: Bool, minimumGeneration: UInt64) throws(SealedStoreError) -> UInt64 {
        let opened = try FixtureStore.open(
            SealedStorageClient(Enclave.host),
            name: "fixture",
            policy: .sameImage,
            minimumGeneration: minimumGeneration,
            ifMissing: isMade ? .create : .fail
        )
        store.withLock { $0 = opened }
        return opened.generation
    }

    func value(_ key: String) throws(SealedStoreError) -> [UInt8]? {
        guard let store = store.withLock({ $0 }) else { throw .noStore }
        return try store.value(for: key)
    }

    func set(_ key: String, _ value: [UInt8]) throws(SealedStoreError) {
        guard let store = store.withLock({ $0 }) else { throw .noStore }
        try store.set(value, for: key)
    }

    func reseal() throws(SealedStoreError) -> Int {
        guard let store = store.withLock({ $0 }) else { throw .noStore }
        return try store.reseal()
    }
}

/// SplitMix64.
private struct RandomNumbers {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
