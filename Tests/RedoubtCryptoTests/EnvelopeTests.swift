@testable import RedoubtCrypto
import Testing

@Suite("Messages that are encrypted where they lie, with their associated data")
struct EnvelopeTests {
    private func seal(
        _ envelope: inout [UInt8],
        _ associatedByteCount: Int,
        _ key: SymmetricKey
    ) throws(CryptoError) {
        try withMutableBytes(of: &envelope) { buffer throws(CryptoError) in
            try unsafe AES.GCM.seal(
                envelope: buffer,
                associatedByteCount: associatedByteCount,
                using: key
            )
        }
    }

    @Test("An envelope opens as a box does, whatever its parts' lengths")
    func opens() throws {
        for keyBits in [128, 192, 256] {
            let key = SymmetricKey(size: SymmetricKeySize(bitCount: keyBits))
            for (associated, count) in [(12, 0), (12, 1), (156, 16), (40, 1_000)] {
                let message = [UInt8](repeating: 7, count: count)
                var envelope = [UInt8](repeating: 1, count: associated)
                envelope += message + [UInt8](repeating: 0, count: 16)
                try seal(&envelope, associated, key)
                let box = try AES.GCM.SealedBox(combined: envelope[(associated - 12)...])
                #expect(
                    try AES.GCM.open(box, using: key, authenticating: envelope[..<associated])
                        == message
                )
                #expect(envelope[..<(associated - 12)].allSatisfy { $0 == 1 })
                var again = envelope
                try seal(&again, associated, key)
                #expect(again[(associated - 12)..<associated] != box.nonce.bytes[...])
            }
        }
    }

    @Test("An envelope without room for nonce or tag is refused, and left as it is")
    func tooSmall() throws {
        let key = SymmetricKey(size: .bits256)
        for (count, associated) in [(0, 0), (27, 12), (40, 11), (40, 25), (40, 41), (40, -1)] {
            var envelope = [UInt8](repeating: 1, count: count)
            #expect(throws: CryptoError.incorrectParameterSize) {
                try seal(&envelope, associated, key)
            }
            #expect(envelope == [UInt8](repeating: 1, count: count))
        }
        var envelope = [UInt8](repeating: 1, count: 40)
        #expect(throws: CryptoError.incorrectKeySize) {
            try seal(&envelope, 12, SymmetricKey(data: [1, 2, 3] as [UInt8]))
        }
    }
}
