import CRedoubtABI
import RedoubtABI
import RedoubtControl
import RedoubtCrypto
import SeededTesting
import Testing

@testable import RedoubtKeys

@Suite("Derivation of keys")
struct KeyDerivationTests {
    @Test func `What an enclave is given is what the independent script has computed`() throws {
        let vectors = try KeyVector.all()
        #expect(vectors.count == 6)
        for vector in vectors {
            let who = vector.identity
            let identity = EnclaveIdentity(
                measurement: try #require(Measurement(hexadecimal: who.measurement)),
                signer: try #require(SignerID(hexadecimal: who.signer)),
                product: try #require(ProductID(hexadecimal: who.product)),
                family: try #require(FamilyID(hexadecimal: who.family)),
                securityVersion: who.securityVersion,
                imageVersion: who.imageVersion,
                isDebug: who.debug
            )
            let secrets = rootSecrets(
                vector.roots.map(bytes),
                epochs: vector.epochs,
                platform: try #require(PlatformID(hexadecimal: vector.platform))
            )
            let given = try givenKeys(secrets, to: identity)
            let expected = bytes(vector.keys)
            #expect(Array(given.prefix(expected.count)) == expected)
            #expect(given.dropFirst(expected.count).allSatisfy { $0 == 0 })
        }
    }

    /// What an enclave does to come from its own version's keys to an older version's.
    private func descend(
        from own: (own: SymmetricKey, older: [SymmetricKey?]),
        of version: UInt16,
        to wanted: UInt16
    ) -> SymmetricKey? {
        func digit(_ version: UInt16, _ place: Int) -> Int { Int(version >> (12 - 4 * place)) & 15 }
        guard let place = (0..<4).first(where: { digit(version, $0) != digit(wanted, $0) }) else {
            return own.own
        }
        // Of a greater digit there is no key: `older` has that of one less.
        guard digit(wanted, place) < digit(version, place), var key = own.older[place] else {
            return nil
        }
        for _ in digit(wanted, place)..<digit(version, place) - 1 { key = KeyChain.step(key) }
        for below in place + 1..<4 {
            key = KeyChain.derive(
                Array("redoubt version digit v1".utf8) + [UInt8(below)],
                from: key
            )
            for _ in digit(wanted, below)..<15 { key = KeyChain.step(key) }
        }
        return key
    }

    private static let corners: [UInt16] = [
        0, 1, 2, 0xE, 0xF, 0x10, 0x11, 0x1F, 0x20, 0xFF, 0x100, 0x101, 0x0FFF, 0x1000, 0x1001,
        0x10FF, 0x1234, 0x7FFF, 0x8000, 0xF000, 0xFFFE, 0xFFFF,
    ]

    @Test func `An enclave comes to the keys of older versions, and to none of newer ones`() throws
    {
        var random = SeededGenerator(for: "KeyDerivationTests.descent")
        let versions =
            Self.corners + (0..<20).map { _ in UInt16.random(in: 0 ... .max, using: &random) }
        let chain = KeyChain(
            root: SymmetricKey(data: [UInt8](repeating: 7, count: 32)),
            policy: 2,
            isDebug: false,
            fields: []
        )
        let keys = versions.map(chain.keys)
        #expect(Set(zip(versions, keys).map { Data($0.1.own) }).count == Set(versions).count)
        for (version, own) in zip(versions, keys) {
            for (wanted, key) in zip(versions, keys) {
                let found = descend(from: own, of: version, to: wanted)
                if wanted <= version {
                    try #require(found == key.own, "\(version) to \(wanted)")
                } else {
                    try #require(found == nil, "\(version) to \(wanted)")
                    // Nor does any key that it has lead there by steps alone, the only thing that can be done to it.
                    for start in [own.own] + own.older.compactMap({ $0 }) {
                        var reached = start
                        for _ in 0..<16 {
                            try #require(reached != key.own, "\(version) to \(wanted)")
                            reached = KeyChain.step(reached)
                        }
                    }
                }
            }
        }
    }

    private static let identity = EnclaveIdentity(
        measurement: sample(1),
        signer: sample(2),
        product: sample(3),
        family: sample(4),
        securityVersion: 0x1203,
        imageVersion: 9
    )

    private static func sample<Value: IdentityBytes>(_ byte: UInt8) -> Value {
        guard let value = Value(bytes: [UInt8](repeating: byte, count: Value.byteCount)) else {
            preconditionFailure("as many bytes as the type has")
        }
        return value
    }

    /// The keys of the only epoch: report key, exact code, and the own version's by image, family, author.
    private func keys(_ identity: EnclaveIdentity, root: UInt8 = 5) throws -> [[UInt8]] {
        let secrets = rootSecrets(
            [[UInt8](repeating: root, count: 32)],
            epochs: [1],
            platform: Self.sample(6)
        )
        let given = try givenKeys(secrets, to: identity)
        return [128, 168, 200, 360, 520].map { Array(given[$0..<$0 + 32]) }
    }

    @Test func `Keys are shared by those that a policy names, and by nobody else`() throws {
        let own = try keys(Self.identity)
        #expect(Set(own).count == 5)
        func same(_ other: EnclaveIdentity) throws -> [Bool] {
            zip(own, try keys(other)).map { $0 == $1 }
        }
        func other(
            measurement: UInt8 = 1,
            signer: UInt8 = 2,
            product: UInt8 = 3,
            family: UInt8 = 4,
            version: UInt16 = 0x1203,
            release: UInt32 = 9,
            debug: Bool = false
        ) -> EnclaveIdentity {
            EnclaveIdentity(
                measurement: Self.sample(measurement),
                signer: Self.sample(signer),
                product: Self.sample(product),
                family: Self.sample(family),
                securityVersion: version,
                imageVersion: release,
                isDebug: debug
            )
        }
        // In this order: report, exact code, image, family, author.
        #expect(try same(other()) == [true, true, true, true, true])
        #expect(try same(other(measurement: 9)) == [false, false, true, true, true])
        #expect(try same(other(signer: 9)) == [false, true, false, false, false])
        #expect(try same(other(product: 9)) == [false, true, false, true, true])
        #expect(try same(other(family: 9)) == [false, true, true, false, true])
        #expect(try same(other(version: 0x1204)) == [false, true, false, false, false])
        #expect(try same(other(release: 8)) == [false, true, true, true, true])
        #expect(try same(other(debug: true)) == [Bool](repeating: false, count: 5))
        let elsewhere = try keys(Self.identity, root: 8)
        #expect(zip(own, elsewhere).allSatisfy { $0 != $1 })
    }

    @Test
    func `All epochs have keys of their own, the newest first, and no more than there is room for`()
        throws
    {
        let epochs = (1...UInt32(RootSecrets.epochLimit)).reversed().map { $0 * 3 }
        let secrets = rootSecrets(
            epochs.map { [UInt8](repeating: UInt8($0), count: 32) },
            epochs: epochs,
            platform: Self.sample(6)
        )
        let given = try givenKeys(secrets, to: Self.identity)
        #expect(given[0] == 16 && given[1...3].allSatisfy { $0 == 0 })
        var found: Set<[UInt8]> = []
        for (index, epoch) in epochs.enumerated() {
            let start = 160 + index * MemoryLayout<redoubt_epoch_keys>.size
            #expect(Array(given[start..<start + 4]) == [UInt8(epoch), 0, 0, 0])
            for key in stride(from: start + 8, to: start + 520, by: 32) {
                found.insert(Array(given[key..<key + 32]))
            }
        }
        // 1 and 3 times 5 keys, less those of the digit 0: one for each policy.
        #expect(found.filter { $0.contains { $0 != 0 } }.count == 16 * (1 + 3 * 4))
        #expect(given.dropFirst(MemoryLayout<redoubt_keys>.size).allSatisfy { $0 == 0 })
    }

    private struct Data: Hashable {
        let bytes: [UInt8]
        init(_ key: SymmetricKey) { bytes = key.withUnsafeBytes { unsafe Array($0) } }
    }
}
