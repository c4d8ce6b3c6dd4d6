@testable import RedoubtAttestation

/// Writes revocation lists whose signature does not hold, to see what else is said of them.
enum RevocationListWriter {
    static func list(of certificate: Certificate, serialNumbers: [[UInt8]]) throws -> [UInt8] {
        let algorithm: [UInt8] = [
            0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02,
        ]
        let entries = serialNumbers.flatMap { serial in
            element(0x30, element(0x02, serial) + time("250101000000Z"))
        }
        let signed = element(
            0x30,
            element(0x02, [1]) + algorithm + Array(certificate.bytes[certificate.subject])
                + time("250101000000Z") + time("350101000000Z") + element(0x30, entries)
        )
        let signature = element(0x30, element(0x02, [1]) + element(0x02, [1]))
        return element(0x30, signed + algorithm + element(0x03, [0] + signature))
    }

    private static func time(_ text: String) -> [UInt8] { element(0x17, Array(text.utf8)) }

    static func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
        let count = contents.count
        let length: [UInt8] =
            switch count {
            case 0..<0x80: [UInt8(count)]
            case 0x80..<0x100: [0x81, UInt8(count)]
            default: [0x82, UInt8(count >> 8), UInt8(count & 0xff)]
            }
        return [tag] + length + contents
    }
}
