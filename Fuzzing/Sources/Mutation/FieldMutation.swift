internal import CLibFuzzer

/// Changes fields of a file's headers, most of the time: anywhere else, changes seldom matter to a reader.
public enum FieldMutation {
    private static let wordBytes = 8
    private static let pageBytes = 4096

    /// Changes an input of libFuzzer's.
    ///
    /// - Parameters:
    ///   - start: the input, in room for `limit` bytes.
    ///   - count: how many bytes it has.
    ///   - limit: how many it may have.
    ///   - seed: what all choices follow from.
    ///   - fields: where the headers' fields are, in multiples of eight bytes. Each range is as likely as
    ///     another, however long it is.
    /// - Returns: how many bytes it has now.
    @unsafe
    public static func change(
        _ start: UnsafeMutablePointer<UInt8>,
        count: Int,
        limit: Int,
        seed: UInt32,
        fields: [Range<Int>]
    ) -> Int {
        var choice = UInt64(seed)
        func choose(_ upperBound: Int) -> Int {
            choice = choice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(choice >> 33) % upperBound
        }
        let fields = fields.filter { $0.upperBound <= count }
        guard !fields.isEmpty, choose(8) > 0 else {
            return unsafe LLVMFuzzerMutate(start, count, limit)
        }
        for _ in 0...choose(3) {
            let range = fields[choose(fields.count)]
            let word = range.lowerBound + wordBytes * choose(range.count / wordBytes)
            // A field of 8 bytes, or one of the two of 4.
            let size = choose(2) == 0 ? wordBytes : wordBytes / 2
            let field = size == wordBytes ? word : word + choose(2) * size
            // SAFETY: the range lies in the input, and the word in the range.
            _ = unsafe LLVMFuzzerMutate(start + field, size, size)
        }
        guard choose(8) == 0, count + pageBytes <= limit else { return count }
        // SAFETY: the limit leaves room for a page more.
        unsafe (start + count).update(repeating: 0x90, count: pageBytes)
        return count + pageBytes
    }
}
