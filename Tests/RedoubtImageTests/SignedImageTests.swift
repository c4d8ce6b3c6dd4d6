import RedoubtABI
import RedoubtImage
import Testing

/// The checks that the monitor makes before an enclave runs, over every change of a small file.
@Suite("Signed images")
struct SignedImageTests {
    /// Which check refused an image, by what its text begins with.
    enum Check: String, CaseIterable {
        case structure = "structure check: "
        case signature = "signature check: "
        case measurement = "measurement check: "
    }

    /// One page of code, the smallest heap and stack: 8,192 bytes.
    private func makeSmallImage(_ key: SigningKey) throws -> EnclaveImage {
        var configuration = EnclaveConfiguration()
        configuration.heapBytes = 64 << 10
        configuration.stackBytes = 16 << 10
        configuration.channelBytes = 1
        configuration.product = identifier(from: 0x40)
        let program = ELFFile.minimal.with { $0.headers.removeLast(2) }
        return try EnclaveImage(
            program: ELFProgram(program.bytes),
            configuration: configuration,
            components: [CodeComponent(name: "all", codeBytes: 1, constantBytes: 2, dataBytes: 3)]
        ).signed(with: key)
    }

    /// The check that refuses the file; nil if it is accepted.
    private func refusal(of bytes: [UInt8]) throws -> Check? {
        do {
            let image = try VerifiedImage(EnclaveImage(bytes)).image
            try image.checkMeasurement(image.measured())
            return nil
        } catch {
            let check: Check = try #require(
                Check.allCases.first { error.description.hasPrefix($0.rawValue) },
                "\(error)"
            )
            return check
        }
    }

    /// Counts the refusals of the file with each bit flipped, which must all be refused.
    private func refusals(
        of bytes: [UInt8],
        bits: some Sequence<Int>
    ) throws -> [Check: Int] {
        var counts: [Check: Int] = [:]
        for bit in bits {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            let check = try #require(try refusal(of: changed), "bit \(bit) can be changed")
            counts[check, default: 0] += 1
        }
        return counts
    }

    @Test func `Every bit of the header page counts`() throws {
        let bytes = try makeSmallImage(SigningKey(.p256)).encoded()
        #expect(try refusal(of: bytes) == nil)
        let counts = try refusals(of: bytes, bits: 0..<4096 * 8)
        // Of the key, no bit can be flipped without leaving the curve; of r and s almost all can be, to
        // another number below the group's order. Measurement, ids, versions and sizes may be anything.
        let free = 8 * (32 + 16 + 16 + 4 + 2 + 12)
        #expect(counts[.signature, default: 0] > free + 8 * 60)
        #expect(counts[.structure, default: 0] > 8 * (4096 - 400))
        // Before it comes to measuring, the signature is wrong.
        #expect(counts[.measurement] == nil)
        print("Flipped bits of the header page: \(counts)")
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `Every byte counts, with each algorithm`(algorithm: SignatureAlgorithm) throws {
        let bytes = try makeSmallImage(SigningKey(algorithm)).encoded()
        #expect(try refusal(of: bytes) == nil)
        let counts = try refusals(of: bytes, bits: (0..<bytes.count).map { 8 * $0 + $0 % 8 })
        #expect(counts[.measurement] == 4096)
        for check in Check.allCases {
            #expect(counts[check, default: 0] > 0, "no change was refused by the \(check)")
        }
        print("Changed bytes of an image with \(algorithm): \(counts)")
    }

    @Test(arguments: SignatureAlgorithm.allCases)
    func `A signed image is read as it was written, and names its signer`(
        algorithm: SignatureAlgorithm
    ) throws {
        let key = SigningKey(algorithm)
        let image = try makeSampleImage().signed(with: key)
        let copy = try EnclaveImage(image.encoded())
        #expect(copy.encoded() == image.encoded())
        #expect(copy.signature?.key.algorithm == algorithm)
        let identity = try VerifiedImage(copy).identity(isDebug: true)
        #expect(identity.signer == key.signerKey.id)
        #expect(identity.measurement == image.measured())
        #expect(identity.product == image.configuration.product)
        #expect(identity.family == image.configuration.family)
        #expect(identity.securityVersion == 0x0605)
        #expect(identity.imageVersion == 0x0403_0201)
        #expect(identity.isDebug && !identity.isDevelopment)
    }

    @Test func `Signing again replaces the signature and nothing else`() throws {
        let first = try makeSampleImage().signed(with: SigningKey(.p384))
        let second = try first.signed(with: .development)
        #expect(first.signedHeader == second.signedHeader)
        #expect(first.encoded()[4096...] == second.encoded()[4096...])
        #expect(try VerifiedImage(second).identity(isDebug: false).isDevelopment)
        let copy = try EnclaveImage(second.encoded())
        #expect(try VerifiedImage(copy).signer == .development)
    }
}
