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

    @Test func `Whoever has an image can change its signature into another that is as good`() throws
    {
        // s and n - s are both valid. The file differs then; signer and measurement do not.
        let order: [UInt8] = [
            0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63,
            0x25, 0x51,
        ]
        let bytes = try sample(.development)
        var other = bytes
        var borrow = 0
        for index in (0..<32).reversed() {
            let offset = Self.value.lowerBound + 32 + index
            let difference = Int(order[index]) - Int(bytes[offset]) - borrow
            other[offset] = UInt8(truncatingIfNeeded: difference)
            borrow = difference < 0 ? 1 : 0
        }
        #expect(other != bytes)
        let identities = try [bytes, other].map { bytes in
            try VerifiedImage(EnclaveImage(bytes)).identity(isDebug: false)
        }
        #expect(identities[0] == identities[1])
    }
}
