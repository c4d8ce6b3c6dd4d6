internal import Glibc

/// Where and how much two runs of bytes differ.
///
/// The shorter is taken to go on with zeros, as it does in an enclave.
struct ContentDifference {
    /// The first byte that differs.
    let firstOffset: Int
    /// How many differ.
    let count: Int

    private static let blockBytes = 4096

    /// Compares bytes; nil if they are the same.
    init?(_ given: [UInt8], _ rebuilt: [UInt8]) {
        let common = min(given.count, rebuilt.count)
        var first: Int?
        var count = 0
        for start in stride(from: 0, to: common, by: Self.blockBytes) {
            let end = min(start + Self.blockBytes, common)
            // Nearly all blocks of nearly all images are the same: only in others is each byte looked at.
            if Self.areEqual(given, rebuilt, start..<end) { continue }
            for offset in start..<end where given[offset] != rebuilt[offset] {
                first = first ?? offset
                count += 1
            }
        }
        let longer = given.count > common ? given : rebuilt
        for offset in common..<longer.count where longer[offset] != 0 {
            first = first ?? offset
            count += 1
        }
        guard let first else { return nil }
        firstOffset = first
        self.count = count
    }

    private static func areEqual(
        _ given: [UInt8],
        _ rebuilt: [UInt8],
        _ range: Range<Int>
    ) -> Bool {
        unsafe given[range].withUnsafeBytes { first in
            unsafe rebuilt[range].withUnsafeBytes { second in
                guard let one = first.baseAddress, let other = second.baseAddress else {
                    return true
                }
                // SAFETY: both buffers have the range's bytes, and live during the call.
                return unsafe memcmp(one, other, range.count) == 0
            }
        }
    }
}
