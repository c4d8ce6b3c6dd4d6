import DeliveryFixtureInterface
import RedoubtDelivery
import RedoubtEnclave
import ResidueSearch

#if hasFeature(Embedded)
import CRedoubtEnclave
#endif

extension DeliveryFixtureService {
    func residue(of secret: DeliverySecret) throws(DeliveryError) -> DeliveryResidue {
        // Kept with every bit inverted, so that the search does not find what it searches for.
        let random = Enclave.randomBytes(count: 32)
        switch secret {
        case .content, .keptContent:
            let kept = try ResidueSearch.below { () throws(DeliveryError) in
                try deliver(content: random, keep: secret == .keptContent)
            }
            defer { withExtendedLifetime(kept) {} }
            return search(random)
        case .privateKey, .keptPrivateKey:
            let kept = try ResidueSearch.below { () throws(DeliveryError) in
                try deliver(with: random, keep: secret == .keptPrivateKey)
            }
            defer { withExtendedLifetime(kept) {} }
            return search(random)
        case .reportKey:
            try ResidueSearch.below { () throws(DeliveryError) in try offer() }
            return search(invertedReportKey())
        case .leftOnStack:
            ResidueSearch.leaveOnStack(random)
            return search(random)
        }
    }

    private func search(_ inverted: [UInt8]) -> DeliveryResidue {
        let (heap, stack) = ResidueSearch.find(inverted)
        return DeliveryResidue(heap: heap, stack: stack)
    }

    @inline(never)
    private func deliver(
        content inverted: [UInt8],
        keep: Bool
    ) throws(DeliveryError) -> DeliveredContent? {
        let key = try RecipientKey(purpose: "residue")
        let content = inverted.map { ~$0 }
        let envelope = try Envelopes.seal(content, to: key.publicKey, purpose: "residue")
        let opened = try key.open(envelope)
        return keep ? opened : nil
    }

    @inline(never)
    private func deliver(
        with inverted: [UInt8],
        keep: Bool
    ) throws(DeliveryError) -> RecipientKey? {
        let key = try RecipientKey(purpose: "residue", rawRepresentation: inverted.map { ~$0 })
        let envelope = try Envelopes.seal([1, 2, 3], to: key.publicKey, purpose: "residue")
        guard try key.open(envelope).bytes == [1, 2, 3] else { throw .tampered }
        return keep ? key : nil
    }

    @inline(never)
    private func offer() throws(DeliveryError) {
        _ = try DeliveryKey(purpose: "residue").offer()
    }

    @inline(never)
    private func invertedReportKey() -> [UInt8] {
        #if hasFeature(Embedded)
        // SAFETY: the runtime's own copy, which stays as it is; the key is its bytes from 128 on.
        let keys = unsafe UnsafeRawBufferPointer(
            start: redoubt_keys(),
            count: MemoryLayout<redoubt_keys>.size
        )
        return unsafe keys[128..<160].map { ~$0 }
        #else
        return [UInt8](repeating: 0, count: 32)
        #endif
    }
}
