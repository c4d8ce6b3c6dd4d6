import CryptoFixtureInterface
import RedoubtCrypto
import RedoubtEnclave
import ResidueSearch

extension CryptoFixtureService {
    func residue(ofDerived secret: DerivedSecret) throws(CryptoRefusal) -> [Residue] {
        do throws(CryptoError) {
            let making = try SecretMaking(seed: Enclave.randomBytes(count: 32))
            let inverted = try Self.inverted(secret, making)
            // Wipes what was left of computing it: what is found afterwards is of the operation.
            _ = Curve25519.KeyAgreement.PrivateKey()
            let before = search(inverted)
            try ResidueSearch.below { () throws(CryptoError) in try Self.make(secret, making) }
            return [before, search(inverted)]
        } catch {
            throw CryptoRefusal(error)
        }
    }

    private func search(_ inverted: [UInt8]) -> Residue {
        let (heap, stack) = ResidueSearch.find(inverted)
        return Residue(heap: heap, stack: stack)
    }

    @inline(never)
    private static func inverted(
        _ secret: DerivedSecret,
        _ making: SecretMaking
    ) throws(CryptoError) -> [UInt8] {
        switch secret {
        case .extracted: invert(making.extract(SHA256.self))
        case .extractedBySHA512: Array(invert(making.extract(SHA512.self)).prefix(32))
        case .expanded: Array(invert(making.derive(SHA256.self)).prefix(32))
        case .expandedSecond: Array(invert(making.derive(SHA256.self)).suffix(32))
        case .x25519Shared:
            invert(try making.x25519.sharedSecretFromKeyAgreement(with: making.peer))
        case .p256Shared: invert(try making.agreeP256())
        case .derivedFromShared: invert(try making.deriveFromShared())
        case .ed25519Scalar: Array(invert(SHA512.hash(data: making.seed)).prefix(32))
        case .ed25519Prefix: Array(invert(SHA512.hash(data: making.seed)).suffix(32))
        case .hpkeShared: invert(try making.hpkeShared())
        case .hpkeKey: invert(try making.hpkeKey())
        }
    }

    /// Does what a program does, and drops what comes of it.
    @inline(never)
    private static func make(
        _ secret: DerivedSecret,
        _ making: SecretMaking
    ) throws(CryptoError) {
        switch secret {
        case .extracted, .expanded, .expandedSecond: _ = making.derive(SHA256.self)
        case .extractedBySHA512: _ = making.derive(SHA512.self)
        case .x25519Shared, .derivedFromShared: _ = try making.deriveFromShared()
        case .p256Shared: _ = try making.agreeP256()
        case .ed25519Scalar, .ed25519Prefix:
            _ = try Curve25519.Signing.PrivateKey(rawRepresentation: making.seed)
                .signature(for: making.seed)
        case .hpkeShared, .hpkeKey: _ = try making.openHPKE()
        }
    }

    private static func invert<Bytes: ContiguousBytes>(_ bytes: Bytes) -> [UInt8] {
        bytes.withBytes { bytes in unsafe bytes.map { ~$0 } }
    }
}
