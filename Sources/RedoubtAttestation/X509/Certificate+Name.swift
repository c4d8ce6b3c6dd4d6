extension Certificate {
    /// Whether a common name of the subject contains some text.
    func isNamed(_ text: String) -> Bool {
        let pattern = Array(text.utf8)
        return commonNames.contains { name in
            guard name.count >= pattern.count else { return false }
            return (name.lowerBound...(name.upperBound - pattern.count)).contains { start in
                bytes.equal(start..<(start + pattern.count), pattern)
            }
        }
    }

    /// The common name of the subject, for people.
    var shownName: String {
        commonNames.first.map { range in
            String(decoding: bytes[range].filter { (0x20..<0x7f).contains($0) }, as: UTF8.self)
        } ?? "(no common name)"
    }

    /// Where the common names of the subject are; none where the name is malformed.
    private var commonNames: [Range<Int>] {
        var found: [Range<Int>] = []
        do throws(Reason) {
            var outer = DERReader(bytes, subject, at: "certificate.subject")
            var sequence = try outer.enter(DERTag.sequence)
            while !sequence.isAtEnd {
                var set = try sequence.enter(DERTag.set)
                while !set.isAtEnd {
                    var attribute = try set.enter(DERTag.sequence)
                    let identifier = try attribute.takeObjectIdentifier()
                    let value = try attribute.take().contents
                    if bytes.equal(identifier, ObjectIdentifier.commonName) { found.append(value) }
                }
            }
        } catch {
            return []
        }
        return found
    }
}
