import CryptoFixtureInterface
import RedoubtCrypto

extension CryptoFixtureService {
    func agree(
        _ curve: CurveName,
        _ privateKey: [UInt8],
        _ publicKey: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8] {
        do throws(CryptoError) {
            return switch curve {
            case .p256: try agree(P256.self, privateKey, publicKey)
            case .p384: try agree(P384.self, privateKey, publicKey)
            case .curve25519:
                try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: privateKey)
                    .sharedSecretFromKeyAgreement(with: .init(rawRepresentation: publicKey))
                    .withUnsafeBytes { unsafe Array($0) }
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    private func agree<Curve: NISTCurve>(
        _ curve: Curve.Type,
        _ privateKey: [UInt8],
        _ publicKey: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let peer =
            publicKey.count == 1 + Curve.coordinateByteCount
            ? try ECDHPublicKey<Curve>(compressedRepresentation: publicKey)
            : try ECDHPublicKey<Curve>(x963Representation: publicKey)
        return try ECDHPrivateKey<Curve>(rawRepresentation: privateKey)
            .sharedSecretFromKeyAgreement(with: peer)
            .withUnsafeBytes { unsafe Array($0) }
    }

    func verify(
        _ scheme: SignatureScheme,
        _ signed: SignedMessage
    ) throws(CryptoRefusal) -> Bool {
        do throws(CryptoError) {
            return switch scheme.curve {
            case .p256: try verify(P256.self, scheme, signed)
            case .p384: try verify(P384.self, scheme, signed)
            case .curve25519:
                try Curve25519.Signing.PublicKey(rawRepresentation: signed.publicKey)
                    .isValidSignature(signed.signature, for: signed.message)
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    private func verify<Curve: NISTCurve>(
        _ curve: Curve.Type,
        _ scheme: SignatureScheme,
        _ signed: SignedMessage
    ) throws(CryptoError) -> Bool {
        let key = try ECDSAPublicKey<Curve>(x963Representation: signed.publicKey)
        let signature =
            scheme.isDER
            ? try ECDSASignature<Curve>(derRepresentation: signed.signature)
            : try ECDSASignature<Curve>(rawRepresentation: signed.signature)
        return switch scheme.hash {
        case .sha256: key.isValidSignature(signature, for: SHA256.hash(data: signed.message))
        case .sha384: key.isValidSignature(signature, for: SHA384.hash(data: signed.message))
        case .sha512: key.isValidSignature(signature, for: SHA512.hash(data: signed.message))
        }
    }

    func sign(
        _ scheme: SignatureScheme,
        _ privateKey: [UInt8],
        _ message: [UInt8]
    ) throws(CryptoRefusal) -> SignedMessage {
        do throws(CryptoError) {
            switch scheme.curve {
            case .p256: return try sign(P256.self, scheme, privateKey, message)
            case .p384: return try sign(P384.self, scheme, privateKey, message)
            case .curve25519:
                let key =
                    privateKey.isEmpty
                    ? Curve25519.Signing.PrivateKey()
                    : try Curve25519.Signing.PrivateKey(rawRepresentation: privateKey)
                return SignedMessage(
                    publicKey: key.publicKey.rawRepresentation,
                    message: message,
                    signature: try key.signature(for: message)
                )
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    private func sign<Curve: NISTCurve>(
        _ curve: Curve.Type,
        _ scheme: SignatureScheme,
        _ privateKey: [UInt8],
        _ message: [UInt8]
    ) throws(CryptoError) -> SignedMessage {
        let key =
            privateKey.isEmpty
            ? ECDSAPrivateKey<Curve>()
            : try ECDSAPrivateKey<Curve>(rawRepresentation: privateKey)
        let signature =
            switch scheme.hash {
            case .sha256: try key.signature(for: SHA256.hash(data: message))
            case .sha384: try key.signature(for: SHA384.hash(data: message))
            case .sha512: try key.signature(for: SHA512.hash(data: message))
            }
        return SignedMessage(
            publicKey: key.publicKey.x963Representation,
            message: message,
            signature: scheme.isDER ? signature.derRepresentation : signature.rawRepresentation
        )
    }
}
