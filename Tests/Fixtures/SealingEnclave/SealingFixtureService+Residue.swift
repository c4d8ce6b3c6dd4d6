import RedoubtEnclave
import RedoubtSealing
import ResidueSearch
import SealingFixtureInterface

extension SealingFixtureService {
    func residue(of secret: SealingSecret) throws(SealingError) -> MemoryResidue {
        switch secret {
        case .content, .keptContent:
            // Kept with every bit inverted, so that the search does not find what it searches for.
            let inverted = Enclave.randomBytes(count: 300)
            let kept = try ResidueSearch.below { () throws(SealingError) in
                try sealAndOpen(inverted, isKept: secret == .keptContent)
            }
            defer { withExtendedLifetime(kept) {} }
            return search(inverted)
        case .sealingKey, .keptSealingKey:
            let blob = try ResidueSearch.below { () throws(SealingError) in
                let blob = try Sealer.seal([1] as [UInt8], policy: .sameImage, context: "")
                _ = try Sealer.unseal(blob, context: "")
                return blob
            }
            let inverted = SealingResidue.invertedSealingKey(of: blob)
            let kept = secret == .keptSealingKey ? inverted.map { ~$0 } : []
            defer { withExtendedLifetime(kept) {} }
            return search(inverted)
        }
    }

    func residue(
        afterOpening blob: [UInt8],
        _ context: [UInt8]
    ) throws(SealingError) -> MemoryResidue {
        try ResidueSearch.below { () throws(SealingError) in
            _ = try Sealer.unseal(blob, context: SealingContext(context))
        }
        var heap = 0
        var stack = 0
        for inverted in SealingResidue.invertedKeys(of: blob) {
            let found = search(inverted)
            heap += found.heap
            stack += found.stack
        }
        return MemoryResidue(heap: heap, stack: stack)
    }

    @inline(never)
    private func sealAndOpen(
        _ inverted: [UInt8],
        isKept: Bool
    ) throws(SealingError) -> [UInt8] {
        let content = inverted.map { ~$0 }
        let sealer = try Sealer(policy: .sameAuthor)
        let blob = try sealer.seal(content, context: "a context")
        let opened = try sealer.unseal(blob, context: "a context").content
        return isKept ? opened : []
    }

    private func search(_ inverted: [UInt8]) -> MemoryResidue {
        let (heap, stack) = ResidueSearch.find(inverted)
        return MemoryResidue(heap: heap, stack: stack)
    }
}
