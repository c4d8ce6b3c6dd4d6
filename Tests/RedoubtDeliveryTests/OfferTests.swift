import RedoubtDelivery
import SeededTesting
import Testing

@Suite("Offers")
struct OfferTests {
    private func offer(nonce: [UInt8] = []) throws -> DeliveryOffer {
        try DeliveryOffer(
            publicKey: [UInt8](repeating: 3, count: 32),
            purpose: Array("patients".utf8),
            nonce: nonce,
            proof: [1, 2, 3],
            isAttested: nonce.isEmpty
        )
    }

    @Test("An offer is what its bytes say")
    func readable() throws {
        for nonce in [[], [UInt8](repeating: 1, count: 8), [UInt8](repeating: 2, count: 64)] {
            let offer = try offer(nonce: nonce)
            #expect(try DeliveryOffer(bytes: offer.bytes) == offer)
        }
    }

    @Test("An offer that is cut off, extended or not of its lengths is refused")
    func damage() throws {
        let bytes = try offer(nonce: [UInt8](repeating: 1, count: 8)).bytes
        for count in bytes.indices {
            #expect(throws: count < 4 ? DeliveryError.notAnOffer : .tooShort) {
                try DeliveryOffer(bytes: Array(bytes[..<count]))
            }
        }
        #expect(throws: DeliveryError.malformed) { try DeliveryOffer(bytes: bytes + [0]) }
        for index in 0..<12 {
            for bit in 0..<8 where !(index == 5 && bit < 2) {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(throws: DeliveryError.self, "byte \(index), bit \(bit)") {
                    try DeliveryOffer(bytes: damaged)
                }
            }
        }
    }

    @Test("A hundred thousand random offers are refused or are what their bytes say")
    func random() throws {
        let bytes = try offer().bytes
        var generator = SeededGenerator(for: "random offers")
        for round in 0..<100_000 {
            var damaged = bytes
            if round % 2 == 0 {
                damaged = (0..<Int.random(in: 0..<80, using: &generator)).map { _ in
                    .random(in: .min ... .max, using: &generator)
                }
            } else {
                damaged[.random(in: damaged.indices, using: &generator)] =
                    .random(in: .min ... .max, using: &generator)
            }
            if let read = try? DeliveryOffer(bytes: damaged) { #expect(read.bytes == damaged) }
        }
    }

    @Test("Key, purpose and nonce each change what is reported, and cannot be moved between them")
    func binding() {
        let key = [UInt8](repeating: 1, count: 32)
        let all = [
            DeliveryBinding.reportData(publicKey: key, purpose: [1, 2], nonce: []),
            DeliveryBinding.reportData(publicKey: key, purpose: [1], nonce: [2]),
            DeliveryBinding.reportData(publicKey: key, purpose: [1], nonce: []),
            DeliveryBinding.reportData(
                publicKey: [UInt8](repeating: 2, count: 32),
                purpose: [1, 2],
                nonce: []
            ),
        ]
        #expect(Set(all).count == all.count)
        #expect(all.allSatisfy { $0.count == EnclaveReport.dataByteCount })
    }
}
