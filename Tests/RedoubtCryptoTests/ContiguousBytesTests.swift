import RedoubtCrypto
import Testing

@Suite("Bytes in one piece")
struct ContiguousBytesTests {
    @Test("Arrays, slices, spans, pointers and keys with the same bytes are the same")
    func kinds() {
        let array: [UInt8] = Array("abc".utf8)
        // FIPS 180-4's example.
        let expected: [UInt8] = [
            0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40, 0xDE, 0x5D, 0xAE,
            0x22,
            0x23, 0xB0, 0x03, 0x61, 0xA3, 0x96, 0x17, 0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2,
            0x00,
            0x15, 0xAD,
        ]
        let padded = [1] + array + [2]
        #expect(Array(SHA256.hash(data: array)) == expected)
        #expect(Array(SHA256.hash(data: padded[1..<4])) == expected)
        #expect(Array(SHA256.hash(data: SymmetricKey(data: array))) == expected)
        let ofSpan = unsafe SHA256.hash(data: array.span.bytes)
        #expect(ofSpan == expected)
        let ofPointer = unsafe array.withUnsafeBytes { unsafe SHA256.hash(data: $0) }
        #expect(ofPointer == expected)
        #expect(ofPointer.description.hasPrefix("ba7816bf"))
    }

    @Test("Bytes of another length or with one bit changed are not equal")
    func comparison() {
        let bytes = [UInt8](0..<40)
        #expect(constantTimeEqual(bytes, bytes[...]))
        #expect(constantTimeEqual([UInt8](), [UInt8]()))
        #expect(!constantTimeEqual(bytes, bytes.dropLast()))
        #expect(!constantTimeEqual([UInt8](), bytes))
        for bit in 0..<320 {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!constantTimeEqual(bytes, changed))
            #expect(SymmetricKey(data: bytes) != SymmetricKey(data: changed))
        }
    }

    @Test("A hash goes on after it was asked for, and copies go on by themselves")
    func values() {
        var hash = SHA512()
        hash.update(data: [1, 2] as [UInt8])
        let early = hash.finalize()
        var copy = hash
        hash.update(data: [3] as [UInt8])
        copy.update(data: [4] as [UInt8])
        #expect(early == SHA512.hash(data: [1, 2] as [UInt8]))
        #expect(hash.finalize() == SHA512.hash(data: [1, 2, 3] as [UInt8]))
        #expect(copy.finalize() == SHA512.hash(data: [1, 2, 4] as [UInt8]))
    }
}
