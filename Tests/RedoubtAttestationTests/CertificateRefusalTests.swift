import Testing

@testable import RedoubtAttestation

@Suite("Malformed certificates")
struct CertificateRefusalTests {
    private typealias Writer = RevocationListWriter

    /// Puts a certificate together whose signature does not hold.
    private func certificate(
        serial: [UInt8] = [1],
        version: [UInt8] = [2],
        curve: [UInt8] = ObjectIdentifier.p256,
        point: [UInt8]? = nil,
        validity: [UInt8]? = nil,
        extensions: [[UInt8]] = [CertificateRefusalTests.keyUsage]
    ) throws -> [UInt8] {
        let root = TrustedRoot.intelSGX.certificate
        let algorithm = Writer.element(
            0x30,
            Writer.element(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])
        )
        let name = Array(root.bytes[root.subject])
        let time = Writer.element(0x17, Array("250101000000Z".utf8))
        let genuine = try #require(self.point(of: root))
        let key = Writer.element(
            0x30,
            Writer.element(
                0x30,
                Writer.element(0x06, ObjectIdentifier.ecPublicKey) + Writer.element(0x06, curve)
            ) + Writer.element(0x03, [0] + (point ?? genuine))
        )
        let signed = Writer.element(
            0x30,
            Writer.element(0xa0, Writer.element(0x02, version)) + Writer.element(0x02, serial)
                + algorithm + name + (validity ?? Writer.element(0x30, time + time)) + name + key
                + Writer.element(0xa3, Writer.element(0x30, extensions.flatMap { $0 }))
        )
        let signature = Writer.element(0x30, Writer.element(0x02, [1]) + Writer.element(0x02, [1]))
        return Writer.element(0x30, signed + algorithm + Writer.element(0x03, [0] + signature))
    }

    private static let keyUsage = Writer.element(
        0x30,
        Writer.element(0x06, ObjectIdentifier.keyUsage)
            + Writer.element(0x04, Writer.element(0x03, [7, 0x80]))
    )

    /// The uncompressed point of a certificate's key.
    private func point(of certificate: Certificate) -> [UInt8]? {
        let bytes = certificate.bytes
        let pattern = ObjectIdentifier.p256 + [0x03, 0x42, 0x00]
        return bytes.indices.first { bytes[$0...].starts(with: pattern) }.map {
            Array(bytes[($0 + pattern.count)..<($0 + pattern.count + 65)])
        }
    }

    private func isRead(_ bytes: [UInt8]) -> Bool {
        (try? Certificate(bytes, at: "test")) != nil
    }

    @Test("A well-formed one is read")
    func wellFormed() throws {
        #expect(try isRead(certificate()))
        #expect(try isRead(certificate(serial: [0])))
        #expect(try isRead(certificate(serial: [0, 0xff] + [UInt8](repeating: 0xff, count: 18))))
    }

    @Test("Huge and padded integers are refused")
    func integers() throws {
        for serial in [[], [0, 0], [0, 1], [0xff, 0xff], [UInt8](repeating: 1, count: 22)] {
            #expect(try !isRead(certificate(serial: serial)), "\(serial)")
        }
        for version: [UInt8] in [[], [1], [3], [0, 2], [0x82], [2, 2, 2, 2, 2, 2]] {
            #expect(try !isRead(certificate(version: version)), "\(version)")
        }
    }

    @Test("Wrong curves and points are refused")
    func curves() throws {
        #expect(try !isRead(certificate(curve: ObjectIdentifier.p384)))
        #expect(try !isRead(certificate(curve: [0x2b, 0x81, 0x04, 0x00, 0x0a])))
        let genuine = try #require(point(of: TrustedRoot.intelSGX.certificate))
        var off = genuine
        off[64] ^= 1
        let compressed: [UInt8] = [2] + genuine[1..<33]
        let points: [[UInt8]] = [[], [4], off, compressed, [UInt8](repeating: 0, count: 65)]
        for point in points {
            #expect(try !isRead(certificate(point: point)))
        }
    }

    @Test("Repeated, malformed and missing extensions are refused")
    func extensions() throws {
        let usage = Self.keyUsage
        #expect(try !isRead(certificate(extensions: [usage, usage])))
        #expect(try !isRead(certificate(extensions: [])))
        #expect(try !isRead(certificate(extensions: [usage + [0]])))
        let constraints = { (value: [UInt8]) in
            Writer.element(
                0x30,
                Writer.element(0x06, ObjectIdentifier.basicConstraints)
                    + Writer.element(0x04, value)
            )
        }
        let bad: [[UInt8]] = [
            [], [0x30], [0x30, 0x80, 0, 0], Writer.element(0x30, [1, 1, 1]),
            Writer.element(0x30, Writer.element(0x02, [0])),
            Writer.element(0x30, [1, 1, 0xff] + Writer.element(0x02, [0xff])),
        ]
        for value in bad { #expect(try !isRead(certificate(extensions: [constraints(value)]))) }
    }

    @Test("Times that are none of the calendar are refused")
    func times() throws {
        let good = Writer.element(0x17, Array("250101000000Z".utf8))
        for text in [
            "", "2501010000Z", "250101000000", "251301000000Z", "250230000000Z", "25010100000aZ",
        ] {
            let bad = Writer.element(0x17, Array(text.utf8))
            #expect(try !isRead(certificate(validity: Writer.element(0x30, good + bad))), "\(text)")
        }
        let late = Writer.element(0x18, Array("99991231235959Z".utf8))
        #expect(try isRead(certificate(validity: Writer.element(0x30, good + late))))
    }

    @Test("Deep nesting and long lengths are refused before they cost anything")
    func nesting() {
        #expect(!isRead([UInt8](repeating: 0x30, count: 4096)))
        #expect(!isRead([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]))
        #expect(!isRead([0x30, 0x85, 1, 0, 0, 0, 0]))
        #expect(!isRead([0x30, 0x80, 0, 0]))
        #expect(!isRead([UInt8](repeating: 0, count: 64 << 10)))
    }
}
