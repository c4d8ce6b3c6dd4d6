import RedoubtImage
import Testing

@Suite("Signatures that do not belong to the image")
struct ImageSignatureTests {
    private static let block = 3072..<4096
    private static let key = 3088..<3184
    private static let value = 3184..<3280

    private func sample(_ key: SigningKey) throws -> [UInt8] {
        try makeSampleImage().signed(with: key).encoded()
    }

    /// The file with a part of another file.
    private func replacing(_ part: Range<Int>, of bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var copy = bytes
        copy.replaceSubrange(part, with: other[part])
        return copy
    }

    private func expectSignatureRefused(
        _ bytes: [UInt8],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let image = try EnclaveImage(bytes)
        let failure = try #require(
            throws: ImageError.self,
            sourceLocation: sourceLocation
        ) { try VerifiedImage(image) }
        #expect("\(failure)".hasPrefix("signature check: "), sourceLocation: sourceLocation)
        guard case .signature = failure else {
            Issue.record("\(failure)", sourceLocation: sourceLocation)
            return
        }
    }

    @Test func `An unsigned image is refused with what to do`() throws {
        let image = try makeSampleImage()
        #expect(throws: ImageError.unsigned) { try VerifiedImage(image) }
        let unsigned = replacing(Self.block, of: try sample(.development), with: image.encoded())
        #expect(unsigned == image.encoded())
        #expect(ImageError.unsigned.description.contains("redoubt sign"))
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `Another key than the one that signed is refused`(algorithm: SignatureAlgorithm) throws {
        let bytes = try sample(SigningKey(algorithm))
        let other = try sample(SigningKey(algorithm))
        try expectSignatureRefused(replacing(Self.key, of: bytes, with: other))
        try expectSignatureRefused(replacing(Self.value, of: bytes, with: other))
        // A whole block of another signer's is another signer's image.
        let resigned = try EnclaveImage(replacing(Self.block, of: bytes, with: other))
        #expect(try VerifiedImage(resigned).signer == EnclaveImage(other).signature?.key.id)
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `The signature of another image is refused`(algorithm: SignatureAlgorithm) throws {
        let key = SigningKey(algorithm)
        let bytes = try sample(key)
        var configuration = EnclaveConfiguration()
        configuration.securityVersion = 1
        let other = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.bytes),
            configuration: configuration
        ).signed(with: key).encoded()
        try expectSignatureRefused(replacing(Self.block, of: bytes, with: other))
        try expectSignatureRefused(replacing(0..<3072, of: other, with: bytes))
    }

    @Test func `Zeros and ones are no signature`() throws {
        for byte in [0, 1, 0xFF] as [UInt8] {
            var bytes = try sample(.development)
            for offset in Self.value.lowerBound..<Self.value.lowerBound + 64 {
                bytes[offset] = byte
            }
            try expectSignatureRefused(bytes)
        }
    }

    @Test func `Exchanged halves of a signature are refused`() throws {
        let bytes = try sample(.development)
        var exchanged = bytes
        let start = Self.value.lowerBound
        exchanged.replaceSubrange(start..<start + 32, with: bytes[start + 32..<start + 64])
        exchanged.replaceSubrange(start + 32..<start + 64, with: bytes[start..<start + 32])
        try expectSignatureRefused(exchanged)
    }

    @Test func `A key of one curve is no key of the other`() throws {
        for key in [SigningKey(.p256), SigningKey(.p384)] {
            var bytes = try sample(key)
            bytes[Self.block.lowerBound] ^= 3
            #expect(throws: ImageError.self) { try EnclaveImage(bytes) }
        }
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `A signature has one form in images, and a signer elsewhere may give either`(
        algorithm: SignatureAlgorithm
    ) throws {
        // If (r, s) belongs to a message, so does (r, n - s): else anybody could make a second file that holds.
        let bytes = try sample(SigningKey(algorithm))
        let half = algorithm == .p256 ? 32 : 48
        let range = Self.value.lowerBound..<Self.value.lowerBound + 2 * half
        let r = bytes[range].prefix(half)
        let s = bytes[range].suffix(half)
        let otherS = subtracting(s, from: algorithm == .p256 ? Self.order256 : Self.order384)
        var second = bytes
        second.replaceSubrange(range, with: r + otherS)
        #expect(second != bytes)
        try expectSignatureRefused(second)

        let key = try #require(EnclaveImage(bytes).signature).key
        let unsigned = try makeSampleImage()
        for form in [Array(s), otherS] {
            let signed = try unsigned.signed(signature: der(Array(r), form), key: key)
            #expect(signed.encoded() == bytes)
        }
    }

    private static let order256: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63,
        0x25, 0x51,
    ]
    private static let order384: [UInt8] =
        [UInt8](repeating: 0xFF, count: 24) + [
            0xC7, 0x63, 0x4D, 0x81, 0xF4, 0x37, 0x2D, 0xDF, 0x58, 0x1A, 0x0D, 0xB2, 0x48, 0xB0,
            0xA7, 0x7A, 0xEC, 0xEC, 0x19, 0x6A, 0xCC, 0xC5, 0x29, 0x73,
        ]

    private func subtracting(_ number: ArraySlice<UInt8>, from order: [UInt8]) -> [UInt8] {
        var borrow = 0
        let digits = zip(order, number).reversed().map { digit, subtrahend in
            let difference = Int(digit) - Int(subtrahend) - borrow
            borrow = difference < 0 ? 1 : 0
            return UInt8(truncatingIfNeeded: difference)
        }
        return digits.reversed()
    }

    /// As `openssl dgst -sign` writes it: a sequence of two integers.
    private func der(_ numbers: [UInt8]...) -> [UInt8] {
        let integers = numbers.flatMap { number in
            let digits = Array(number.drop { $0 == 0 })
            let content = (digits.first ?? 0) < 0x80 ? digits : [0] + digits
            return [0x02, UInt8(content.count)] + content
        }
        return [0x30, UInt8(integers.count)] + integers
    }
}
