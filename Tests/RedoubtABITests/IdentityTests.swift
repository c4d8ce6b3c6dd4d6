import RedoubtABI
import Testing

@Suite("Identifiers")
struct IdentityTests {
    /// Texts that are almost the given one.
    private func misspelled(_ text: String) -> [String] {
        let short = String(text.dropLast())
        var wrong: [String] = ["", "0", short, String(short.dropLast()), short + "é"]
        wrong += [text + "0", text + "00", text + text, text + "\n", text + "\0"]
        for character in ["g", "G", "/", ":", "@", "`", "\0", " ", "-", "１"] {
            wrong.append(character + text.dropFirst())
            wrong.append(short + character)
        }
        wrong.append("0x" + text.dropFirst(2))
        // As many bytes, not as many digits.
        wrong.append("１" + text.dropFirst(3))
        wrong.append(String(repeating: "ab", count: 100_000))
        return wrong
    }

    private func expectIdentifier<Value: IdentityBytes>(
        _ type: Value.Type,
        byteCount: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bytes = (0..<byteCount).map { UInt8(truncatingIfNeeded: 0x9F &+ $0 * 37) }
        let value = try #require(Value(bytes: bytes), sourceLocation: sourceLocation)
        #expect(Value.byteCount == byteCount, sourceLocation: sourceLocation)
        #expect(value.bytes == bytes, sourceLocation: sourceLocation)

        let text = value.description
        let digits = Array("0123456789abcdef")
        let expected = bytes.map { "\(digits[Int($0 / 16)])\(digits[Int($0 % 16)])" }.joined()
        #expect(text == expected, sourceLocation: sourceLocation)
        #expect(Value(hexadecimal: text) == value, sourceLocation: sourceLocation)
        #expect(Value(hexadecimal: text.uppercased()) == value, sourceLocation: sourceLocation)

        for wrong in misspelled(text) {
            #expect(Value(hexadecimal: wrong) == nil, "“\(wrong.prefix(80))”")
        }
        for count in [0, 1, byteCount - 1, byteCount + 1, 2 * byteCount] {
            let other = [UInt8](repeating: 1, count: count)
            #expect(Value(bytes: other) == nil, sourceLocation: sourceLocation)
        }

        let message = try encoded(value)
        #expect(message == bytes, sourceLocation: sourceLocation)
        #expect(try decoded(Value.self, from: message) == value, sourceLocation: sourceLocation)
        for count in 0..<byteCount {
            #expect(throws: WireError.self, sourceLocation: sourceLocation) {
                try decoded(Value.self, from: Array(message.prefix(count)))
            }
        }
        #expect(throws: WireError.trailingBytes, sourceLocation: sourceLocation) {
            try decoded(Value.self, from: message + [0])
        }
        for bit in 0..<8 * byteCount {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            let other = try decoded(Value.self, from: flipped)
            #expect(other != value && other.bytes == flipped, sourceLocation: sourceLocation)
        }
    }

    @Test func `Each is as many bytes, written as lower-case digits and sent without a count`()
        throws
    {
        try expectIdentifier(Measurement.self, byteCount: 32)
        try expectIdentifier(SignerID.self, byteCount: 32)
        try expectIdentifier(ProductID.self, byteCount: 16)
        try expectIdentifier(FamilyID.self, byteCount: 16)
    }

    @Test func `An id that nobody chose is zero`() {
        #expect(ProductID.none.description == String(repeating: "0", count: 32))
        #expect(FamilyID.none.description == String(repeating: "0", count: 32))
        #expect(ProductID(hexadecimal: String(repeating: "0", count: 32)) == ProductID.none)
    }

    @Test func `The development key's id is the documented one`() {
        #expect(
            SignerID.development.description
                == "f7464e5a3b96f9062ec0b4e7160b489214ae47b4b5c13f14087ba9b4858510cf"
        )
    }

    @Test func `An enclave's identity arrives as it was, field by field`() throws {
        let identity = EnclaveIdentity(
            measurement: try #require(Measurement(bytes: Array(0..<32))),
            signer: try #require(SignerID(bytes: Array(32..<64))),
            product: try #require(ProductID(bytes: Array(64..<80))),
            family: try #require(FamilyID(bytes: Array(80..<96))),
            securityVersion: 0x6160,
            imageVersion: 0x6564_6362,
            isDebug: true
        )
        let message = try encoded(identity)
        #expect(message == Array(0..<0x66) + [1])
        #expect(try decoded(EnclaveIdentity.self, from: message) == identity)
        #expect(!identity.isDevelopment)
        let development = EnclaveIdentity(
            measurement: identity.measurement,
            signer: .development
        )
        #expect(development.isDevelopment && !development.isDebug)
        #expect(development.product == .none && development.family == .none)
        #expect(try decoded(EnclaveIdentity.self, from: encoded(development)) == development)
        for count in 0..<message.count {
            #expect(throws: WireError.self) {
                try decoded(EnclaveIdentity.self, from: Array(message.prefix(count)))
            }
        }
        #expect(throws: WireError.self) {
            try decoded(EnclaveIdentity.self, from: message.dropLast() + [2])
        }
    }
}
