/// Finds the certificates in PEM text.
enum PEM {
    /// No chain of any family has more certificates than this.
    private static let limit = 16
    private static let begin = Array("-----BEGIN CERTIFICATE-----".utf8)
    private static let end = Array("-----END CERTIFICATE-----".utf8)

    /// The DER of every `CERTIFICATE` block, in the order of the text.
    ///
    /// What is between and after the blocks is ignored.
    ///
    /// - Throws: a reason if there is no block, too many, or one whose contents are not base64.
    static func certificates(
        _ bytes: [UInt8],
        _ range: Range<Int>? = nil,
        at location: Reason.Location
    ) throws(Reason) -> [[UInt8]] {
        var position = (range ?? bytes.indices).lowerBound
        let limitIndex = (range ?? bytes.indices).upperBound
        var found: [[UInt8]] = []
        while let start = bytes.firstIndex(of: begin, in: position..<limitIndex) {
            let body = start + begin.count
            guard let stop = bytes.firstIndex(of: end, in: body..<limitIndex) else {
                throw Reason(.malformed, at: location, "A PEM certificate has no end.")
            }
            guard found.count < limit else {
                throw Reason(.tooLarge, at: location, "There are more than \(limit) certificates.")
            }
            guard let der = Base64.decode(bytes[body..<stop]) else {
                throw Reason(.malformed, at: location, "A PEM certificate is not base64.")
            }
            found.append(der)
            position = stop + end.count
        }
        guard !found.isEmpty else {
            throw Reason(
                .certificateMissing,
                at: location,
                "There is no PEM certificate; a chain of them is expected."
            )
        }
        return found
    }
}

extension [UInt8] {
    /// Where a pattern begins first.
    fileprivate func firstIndex(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        guard range.count >= pattern.count else { return nil }
        var index = range.lowerBound
        while index <= range.upperBound - pattern.count {
            if self[index] == pattern[0],
                equal(index..<(index + pattern.count), pattern, pattern.indices)
            {
                return index
            }
            index += 1
        }
        return nil
    }
}
