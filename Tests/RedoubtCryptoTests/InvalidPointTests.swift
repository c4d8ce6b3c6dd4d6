import Crypto
import CryptoFixtureInterface
import EnclaveTesting
import RedoubtCrypto
import RedoubtHost
import Testing

/// Points that no honest peer sends, and what enclaves say of them.
@Suite("Points of small order, beside the curve, and in other encodings")
struct InvalidPointTests {
    private typealias CryptoError = RedoubtCrypto.CryptoError
    /// 2^255 - 19.
    private static let prime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]
    private static let identity: [UInt8] = [1] + [UInt8](repeating: 0, count: 31)
    private static let zero = [UInt8](repeating: 0, count: 32)
    /// y coordinates of Edwards points of order 8.
    private static let orderEight = [
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ]
    /// u coordinates of Montgomery points of order 8.
    private static let montgomeryOrderEight = [
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ]

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        stride(from: 0, to: hexadecimal.utf8.count, by: 2).compactMap { place in
            UInt8(hexadecimal.dropFirst(place).prefix(2), radix: 16)
        }
    }

    /// `prime` and a small number.
    private static func primePlus(_ number: Int) -> [UInt8] {
        var bytes = prime
        var carry = number
        for index in bytes.indices {
            carry += Int(bytes[index])
            bytes[index] = UInt8(carry & 0xFF)
            carry >>= 8
        }
        return bytes
    }

    /// Edwards points that are refused, with the sign of x and without.
    private static var refusedEdwards: [[UInt8]] {
        let ys =
            [zero, identity, primePlus(-1)] + (0..<19).map(primePlus) + orderEight.map(bytes)
        return ys.flatMap { y in [y, Array(y.dropLast()) + [y[31] | 0x80]] }
    }

    @Test("X25519 with a point of small order is refused by name", arguments: testedIsolation)
    func x25519(_ level: IsolationLevel) async throws {
        let points =
            [Self.zero, Self.identity, Self.primePlus(-1), Self.primePlus(0), Self.primePlus(1)]
            + Self.montgomeryOrderEight.map(Self.bytes)
        let key = [UInt8](1...32)
        try await withCryptoFixture(level) { client async throws in
            for point in points {
                for point in [point, Array(point.dropLast()) + [point[31] | 0x80]] {
                    let text = try await refusal {
                        _ = try await client.agree(.curve25519, key, point)
                    }
                    #expect(text == CryptoError.weakSharedSecret.description, "\(point)")
                }
            }
            // The control: a point of large order.
            let peer = Crypto.Curve25519.KeyAgreement.PrivateKey().publicKey
            let shared = try await client.agree(
                .curve25519,
                key,
                Array(peer.rawRepresentation)
            )
            #expect(shared.contains { $0 != 0 })
        }
    }

    @Test(
        "P-256 and P-384: infinity, and points beside the curve, are refused by name",
        arguments: testedIsolation
    )
    func curves(_ level: IsolationLevel) async throws {
        try await withCryptoFixture(level) { client async throws in
            for (curve, sound) in [
                (
                    CurveName.p256,
                    RedoubtCrypto.P256.KeyAgreement.PrivateKey().publicKey.x963Representation
                ),
                (.p384, RedoubtCrypto.P384.KeyAgreement.PrivateKey().publicKey.x963Representation),
            ] {
                let size = sound.count / 2
                let key = [UInt8](repeating: 1, count: size)
                let shared = try await client.agree(curve, key, sound)
                #expect(shared.count == size)
                var points = [[UInt8](repeating: 0, count: sound.count)]
                points.append([4] + [UInt8](repeating: 0, count: 2 * size))
                points.append([4] + [UInt8](repeating: 0xFF, count: 2 * size))
                points.append([2] + [UInt8](repeating: 0xFF, count: size))
                for place in [size, 2 * size] {
                    var beside = sound
                    beside[place] ^= 1
                    points.append(beside)
                }
                // A hybrid encoding, which nobody needs.
                points.append([6 + (sound[2 * size] & 1)] + sound.dropFirst())
                for point in points {
                    let text = try await refusal { _ = try await client.agree(curve, key, point) }
                    #expect(text == CryptoError.invalidPublicKey.description, "\(curve) \(point)")
                }
                for point in [[], [0], [4], Array(sound.dropLast()), sound + [0]] {
                    let text = try await refusal { _ = try await client.agree(curve, key, point) }
                    #expect(text == CryptoError.incorrectKeySize.description, "\(curve) \(point)")
                }
            }
        }
    }

    @Test(
        "Ed25519: keys of small order, or in a second encoding, are refused by name",
        arguments: testedIsolation
    )
    func ed25519Keys(_ level: IsolationLevel) async throws {
        let scheme = SignatureScheme(curve: .curve25519, hash: .sha512, isDER: false)
        // Under the identity as key this signature is right for every message.
        let forged = Self.identity + Self.zero
        let key = try Crypto.Curve25519.Signing.PublicKey(rawRepresentation: Self.identity)
        #expect(key.isValidSignature(forged, for: [1, 2, 3] as [UInt8]))
        #expect(Self.refusedEdwards.count == 48)
        try await withCryptoFixture(level) { client async throws in
            for key in Self.refusedEdwards {
                let signed = SignedMessage(publicKey: key, message: [1, 2, 3], signature: forged)
                let text = try await refusal { _ = try await client.verify(scheme, signed) }
                #expect(text == CryptoError.invalidPublicKey.description, "\(key)")
            }
            // The largest y that is one, and one that no point has: taken, and right for nothing.
            for number in -40 ..< -1 {
                let signed = SignedMessage(
                    publicKey: Self.primePlus(number),
                    message: [1, 2, 3],
                    signature: forged
                )
                #expect(try await client.verify(scheme, signed) == false)
            }
        }
    }

    @Test(
        "Ed25519: a signature whose number is not below the order is not right",
        arguments: testedIsolation
    )
    func ed25519Signatures(_ level: IsolationLevel) async throws {
        let scheme = SignatureScheme(curve: .curve25519, hash: .sha512, isDER: false)
        // The order of the base point (RFC 8032, 5.1).
        let order = Self.bytes("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        try await withCryptoFixture(level) { client async throws in
            var signed = try await client.sign(scheme, [], [1, 2, 3])
            #expect(try await client.verify(scheme, signed))
            var carry = 0
            for index in 0..<32 {
                carry += Int(signed.signature[32 + index]) + Int(order[index])
                signed.signature[32 + index] = UInt8(carry & 0xFF)
                carry >>= 8
            }
            #expect(carry == 0)
            #expect(try await client.verify(scheme, signed) == false)
        }
    }
}
