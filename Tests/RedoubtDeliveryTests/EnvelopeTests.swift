import RedoubtDelivery
import SeededTesting
import Testing

@Suite("Envelopes")
struct EnvelopeTests {
    private static let content = Array("a row of a patient".utf8)

    private func key(_ purpose: String = "patients") throws -> RecipientKey {
        try RecipientKey(purpose: purpose)
    }

    private func refusal(_ key: RecipientKey, _ envelope: [UInt8]) -> DeliveryError? {
        do throws(DeliveryError) {
            _ = try key.open(envelope)
            return nil
        } catch {
            return error
        }
    }

    @Test("What is sealed for a key opens with it, whatever its length")
    func opens() throws {
        let key = try key()
        for count in [0, 1, 15, 16, 17, 65_536] {
            let content = [UInt8](repeating: 0xa5, count: count)
            let envelope = try Envelopes.seal(content, to: key.publicKey, purpose: "patients")
            #expect(envelope.count == count + DeliveryLimits.overheadBytes)
            #expect(try key.open(envelope).bytes == content)
        }
        // An analyst keeps the key's bytes, and opens later.
        let kept = try RecipientKey(
            purpose: "results",
            rawRepresentation: [UInt8](repeating: 7, count: 32)
        )
        let envelope = try Envelopes.seal(Self.content, to: kept.publicKey, purpose: "results")
        #expect(try kept.open(envelope).bytes == Self.content)
    }

    @Test("An envelope is opened once, and a key remembers so many")
    func replay() throws {
        let key = try RecipientKey(purpose: "patients", key: .init(), limit: 3)
        var envelopes: [[UInt8]] = []
        for _ in 0..<4 {
            envelopes.append(
                try Envelopes.seal(Self.content, to: key.publicKey, purpose: "patients")
            )
        }
        for envelope in envelopes[..<3] {
            #expect(try key.open(envelope).bytes == Self.content)
            #expect(refusal(key, envelope) == .replayed)
        }
        #expect(refusal(key, envelopes[3]) == .keyExhausted(limit: 3))
        #expect(refusal(key, envelopes[0]) == .replayed)
    }

    @Test("Another purpose and another key are told apart, and from a change")
    func reasons() throws {
        let key = try key()
        let envelope = try Envelopes.seal(Self.content, to: key.publicKey, purpose: "patients")
        #expect(refusal(try self.key(), envelope) == .otherKey)
        #expect(refusal(try self.key("results"), envelope) == .otherPurpose)
        let other = try Envelopes.seal(Self.content, to: key.publicKey, purpose: "results")
        #expect(refusal(key, other) == .otherPurpose)
        // The purpose is bound, not only named: with the other's digest in the header it does not open.
        var renamed = other
        renamed.replaceSubrange(24..<40, with: envelope[24..<40])
        #expect(refusal(key, renamed) == .tampered)
        #expect(refusal(key, envelope) == nil)
    }

    @Test("Every byte that is flipped, cut off or added is refused, with its reason")
    func damage() throws {
        let key = try key()
        let envelope = try Envelopes.seal(Self.content, to: key.publicKey, purpose: "patients")
        for index in envelope.indices {
            for bit in 0..<8 {
                var damaged = envelope
                damaged[index] ^= 1 << UInt8(bit)
                let expected: DeliveryError =
                    switch index {
                    case 0..<4: .notAnEnvelope
                    case 4: .unknownVersion(damaged[4])
                    case 5..<8: .malformed
                    case 24..<40: .otherPurpose
                    case 40..<56: .otherKey
                    default: .tampered
                    }
                #expect(refusal(key, damaged) == expected, "byte \(index), bit \(bit)")
            }
        }
        for count in envelope.indices {
            let expected: DeliveryError =
                switch count {
                case ..<4: .notAnEnvelope
                case ..<DeliveryLimits.overheadBytes: .tooShort
                default: .tampered
                }
            #expect(refusal(key, Array(envelope[..<count])) == expected)
        }
        #expect(refusal(key, envelope + [0]) == .tampered)
        // None of these used up the envelope.
        #expect(try key.open(envelope).bytes == Self.content)
    }

    @Test("A hundred thousand random envelopes are refused")
    func random() throws {
        let key = try key()
        let envelope = try Envelopes.seal(Self.content, to: key.publicKey, purpose: "patients")
        var generator = SeededGenerator(for: "random envelopes")
        for round in 0..<100_000 {
            var bytes =
                round % 2 == 0 ? Array(envelope[..<Int.random(in: 4..<104, using: &generator)]) : []
            for _ in 0..<Int.random(in: 1..<200, using: &generator) {
                bytes.append(.random(in: .min ... .max, using: &generator))
            }
            #expect(refusal(key, bytes) != nil)
        }
    }

    @Test("Limits are told before anything is done")
    func limits() throws {
        #expect(throws: DeliveryError.purposeLength(0)) { try RecipientKey(purpose: "") }
        let long = String(repeating: "p", count: 257)
        #expect(throws: DeliveryError.purposeLength(257)) { try RecipientKey(purpose: long) }
        let key = try key()
        #expect(throws: DeliveryError.purposeLength(257)) {
            try Envelopes.seal([], to: key.publicKey, purpose: long)
        }
        for count in [0, 31, 33] {
            #expect(throws: DeliveryError.invalidPublicKey) {
                try Envelopes.seal([], to: [UInt8](repeating: 9, count: count), purpose: "p")
            }
        }
        // A point of small order.
        #expect(throws: DeliveryError.invalidPublicKey) {
            try Envelopes.seal([], to: [UInt8](repeating: 0, count: 32), purpose: "p")
        }
        let limit = DeliveryLimits.contentBytes
        #expect(throws: DeliveryError.contentTooLarge(limitBytes: limit)) {
            try Envelopes.seal(
                [UInt8](repeating: 0, count: limit + 1),
                to: key.publicKey,
                purpose: "p"
            )
        }
        #expect(throws: DeliveryError.noKeys) { try DeliveryKey(purpose: "p").offer() }
        #expect(throws: DeliveryError.nonceLength(7)) {
            try DeliveryKey(purpose: "p").offer(nonce: [UInt8](repeating: 0, count: 7))
        }
    }

    @Test("What is printed of content is its length")
    func printing() throws {
        let key = try key()
        let envelope = try Envelopes.seal(Self.content, to: key.publicKey, purpose: "patients")
        #expect("\(try key.open(envelope))" == "DeliveredContent(18 bytes)")
    }
}
