import CryptoFixtureInterface
import RedoubtDelivery
import RedoubtEnclave
import RedoubtSealing

extension CryptoFixtureService {
    func sealDeliverAndStore(_ content: [UInt8]) throws(CryptoRefusal) -> [[UInt8]] {
        [try sealAndOpen(content), try deliver(content), try store(content)]
    }

    private func sealAndOpen(_ content: [UInt8]) throws(CryptoRefusal) -> [UInt8] {
        do throws(SealingError) {
            let sealer = try Sealer(policy: .sameAuthor)
            let blob = try sealer.seal(content, context: "content")
            let renewed = try sealer.unsealRenewing(blob, context: "content")
            guard renewed.renewedBlob == nil else { throw .tampered }
            let other = try Sealer.seal(renewed.content, policy: .exactCode, context: "other")
            return try Sealer.unseal(other, context: "other").content
        } catch {
            throw CryptoRefusal(text: "\(error)")
        }
    }

    private func deliver(_ content: [UInt8]) throws(CryptoRefusal) -> [UInt8] {
        do throws(DeliveryError) {
            let key = try DeliveryKey(purpose: "content")
            let offer = try DeliveryOffer(bytes: key.offer())
            let envelope = try Envelopes.seal(content, to: offer.publicKey, purpose: "content")
            return try key.open(envelope).bytes
        } catch {
            throw CryptoRefusal(text: "\(error)")
        }
    }

    private func store(_ content: [UInt8]) throws(CryptoRefusal) -> [UInt8] {
        do throws(SealedStoreError) {
            let store = try SealedStore<SealedStorageClient<Host>>.open(
                SealedStorageClient(Enclave.host),
                name: "fixture",
                policy: .sameAuthor,
                ifMissing: .create
            )
            try store.set(content, for: "content")
            _ = try store.reseal()
            return try store.value(for: "content") ?? []
        } catch {
            throw CryptoRefusal(text: "\(error)")
        }
    }
}
