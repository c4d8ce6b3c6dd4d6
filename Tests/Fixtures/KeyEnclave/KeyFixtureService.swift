#if hasFeature(Embedded)
import CRedoubtEnclave
#endif
import KeyFixtureInterface
import RedoubtCrypto

final class KeyFixtureService: KeyFixture, Sendable {
    func givenKeysDigest() -> [UInt8] {
        #if hasFeature(Embedded)
        // SAFETY: the runtime's own copy, which stays as it is.
        return unsafe Array(
            SHA256.hash(
                data: UnsafeRawBufferPointer(
                    start: redoubt_keys(),
                    count: MemoryLayout<redoubt_keys>.size
                )
            )
        )
        #else
        return []
        #endif
    }

    func givenKeysResidue() -> Int {
        #if hasFeature(Embedded)
        // SAFETY: the pages are mapped as long as the enclave runs.
        guard let pages = unsafe UnsafeRawPointer(bitPattern: UInt(REDOUBT_KEYS_ADDRESS)) else {
            return -1
        }
        let count = Int(UInt32(REDOUBT_KEYS_PAGES) * UInt32(REDOUBT_PAGE_SIZE))
        return unsafe UnsafeRawBufferPointer(start: pages, count: count).count { $0 != 0 }
        #else
        return -1
        #endif
    }

    func givenKeysKept() -> Int {
        #if hasFeature(Embedded)
        // SAFETY: as in `givenKeysDigest`.
        let keys = unsafe UnsafeRawBufferPointer(
            start: redoubt_keys(),
            count: MemoryLayout<redoubt_keys>.size
        )
        return unsafe keys.count { $0 != 0 }
        #else
        return -1
        #endif
    }
}
