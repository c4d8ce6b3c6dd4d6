/// Takes elements off the front of DER, by offsets, without building a tree.
///
/// Why not swift-asn1: its tree costs more time than the signature of the smallest quote leaves over. What
/// this accepts is compared with swift-certificates in the tests. Indefinite lengths, lengths that are longer
/// than needed, and tags of more than one octet are refused.
struct DERReader {
    /// All the bytes, of which a part is read.
    let bytes: [UInt8]
    /// Where the next element begins.
    private(set) var position: Int
    /// Where the part ends.
    let end: Int
    /// What is read, for reasons.
    let location: Reason.Location

    /// Reads a part of some bytes, all of them unless told.
    init(_ bytes: [UInt8], _ range: Range<Int>? = nil, at location: Reason.Location) {
        self.bytes = bytes
        let range = range ?? bytes.indices
        position = range.lowerBound
        end = range.upperBound
        self.location = location
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { position == end }

    /// The next identifier octet, or nothing at the end.
    var nextTag: UInt8? { position < end ? bytes[position] : nil }

    /// Takes the next element, whatever it is.
    mutating func take() throws(Reason) -> DERElement {
        let start = position
        guard end - start >= 2 else { throw malformed("an element is cut off") }
        let tag = bytes[start]
        guard tag & 0x1f != 0x1f else { throw malformed("a tag has more than one octet") }
        var index = start + 2
        var length = Int(bytes[start + 1])
        if length >= 0x80 {
            let count = length & 0x7f
            guard (1...4).contains(count), end - index >= count else {
                throw malformed("a length is indefinite, cut off or larger than 32 bits")
            }
            length = 0
            for _ in 0..<count {
                length = length << 8 | Int(bytes[index])
                index += 1
            }
            guard length >= 0x80, bytes[start + 2] != 0 else {
                throw malformed("a length is longer than needed")
            }
        }
        guard length <= end - index else { throw malformed("a length runs past the end") }
        position = index + length
        return DERElement(tag: tag, start: start, contents: index..<position)
    }

    /// Takes the next element, which must have a tag.
    mutating func take(_ tag: UInt8) throws(Reason) -> DERElement {
        let element = try take()
        guard element.tag == tag else {
            throw malformed("tag \(element.tag) stands where \(tag) is expected")
        }
        return element
    }

    /// Takes the next element if it has a tag.
    mutating func takeIfPresent(_ tag: UInt8) throws(Reason) -> DERElement? {
        nextTag == tag ? try take(tag) : nil
    }

    /// Takes the next element, which must have a tag, and reads its contents.
    mutating func enter(_ tag: UInt8) throws(Reason) -> DERReader {
        DERReader(bytes, try take(tag).contents, at: location)
    }

    /// Fails if something is left.
    func requireEnd() throws(Reason) {
        guard isAtEnd else { throw malformed("elements are left over") }
    }

    /// The reason for something that is not as it should be.
    func malformed(_ what: String) -> Reason {
        Reason(.malformed, at: location, "The DER is malformed: \(what).")
    }
}
