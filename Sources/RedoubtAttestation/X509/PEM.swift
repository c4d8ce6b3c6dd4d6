/// Finds the blocks of a kind in PEM text.
enum PEM {
    /// What a block holds.
    enum Label: String {
        case certificate = "CERTIFICATE"
        case revocationList = "X509 CRL"
        case publicKey = "PUBLIC KEY"
    }

    /// No chain of any family has more certificates than this, nor lists.
    private static let limit = 16

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
        let found = try blocks(.certificate, bytes, range ?? bytes.indices, at: location)
        guard !found.isEmpty else {
            throw Reason(
                .certificateMissing,
                at: location,
                "There is no PEM certificate; a chain of them is expected."
            )
        }
        return found
    }

    /// The DER of every block with a label, in the order of the text.
    ///
    /// - Throws: a reason if there are too many, or one whose contents are not base64.
    static func blocks(
        _ label: Label,
        _ bytes: [UInt8],
        _ range: Range<Int>,
        at location: Reason.Location
    ) throws(Reason) -> [[UInt8]] {
        let begin = Array("-----BEGIN \(label.rawValue)-----".utf8)
        let end = Array("-----END \(label.rawValue)-----".utf8)
        var position = range.lowerBound
        var found: [[UInt8]] = []
        while let start = bytes.firstIndex(of: begin, in: position..<range.upperBound) {
            let body = start + begin.count
            guard let stop = bytes.firstIndex(of: end, in: body..<range.upperBound) else {
                throw Reason(.malformed, at: location, "A PEM \(label.rawValue) has no end.")
            }
            guard found.count < limit else {
                throw Reason(
                    .tooLarge,
                    at: location,
                    "There are more than \(limit) blocks of \(label.rawValue)."
                )
            }
            guard let der = Base64.decode(bytes[body..<stop]) else {
                throw Reason(.malformed, at: location, "A PEM \(label.rawValue) is not base64.")
            }
            found.append(der)
            position = stop + end.count
        }
        return found
    }

    /// A block with its lines.
    static func text(_ label: Label, _ der: [UInt8]) -> [UInt8] {
        let characters = Base64.encode(der)
        var text = Array("-----BEGIN \(label.rawValue)-----\n".utf8)
        for start in stride(from: 0, to: characters.count, by: 64) {
            text += characters[start..<min(start + 64, characters.count)]
            text.append(UInt8(ascii: "\n"))
        }
        return text + Array("-----END \(label.rawValue)-----\n".utf8)
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
