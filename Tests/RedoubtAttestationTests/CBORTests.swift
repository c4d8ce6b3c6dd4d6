import Testing

@testable import RedoubtAttestation

@Suite("CBOR")
struct CBORTests {
    private func read(_ digits: String, allowsLongHeads: Bool = false) throws(Reason) -> CBORValue {
        try CBORReader.read(
            Vectors.hexadecimal(digits),
            allowsLongHeads: allowsLongHeads,
            at: "test"
        )
    }

    @Test("Values of RFC 8949, appendix A, are read")
    func examples() throws {
        #expect(try read("00") == .unsigned(0))
        #expect(try read("1bffffffffffffffff") == .unsigned(.max))
        #expect(try read("3903e7").integer == -1000)
        #expect(try read("3bffffffffffffffff") == .negative(.max))
        #expect(try read("4401020304") == .bytes([1, 2, 3, 4]))
        #expect(try read("62c3bc") == .text("ü"))
        #expect(try read("83010203") == .array([.unsigned(1), .unsigned(2), .unsigned(3)]))
        #expect(try read("a201020304")[1] == .unsigned(2))
        #expect(try read("c11a514b67b0") == .tagged(1, .unsigned(1_363_896_240)))
        #expect(
            try read("84f4f5f600")
                == .array([.boolean(false), .boolean(true), .null, .unsigned(0)])
        )
    }

    @Test(
        "What is cut off, repeated, indefinite or ambiguous is refused",
        arguments: [
            "", "18", "1800", "190017", "1a0000ffff", "1b00000000ffffffff", "41", "5f4101ff",
            "9f01ff",
            "bf0102ff", "a201020103", "8301", "62c328", "f7", "f90000", "fb3ff0000000000000", "1c",
            "ff",
            "0000", "9b7fffffffffffffff", "5affffffff", "f818",
        ]
    )
    func malformed(_ digits: String) {
        #expect(throws: Reason.self) { try read(digits) }
    }

    @Test("Heads that are longer than needed are read where a maker writes them")
    func longHeads() throws {
        #expect(try read("1817", allowsLongHeads: true) == .unsigned(23))
        #expect(throws: Reason.self) { try read("a2010218010304", allowsLongHeads: true) }
    }

    @Test("Deep nesting is refused")
    func nesting() {
        #expect(throws: Reason.self) { try read(String(repeating: "81", count: 1000) + "00") }
    }
}
