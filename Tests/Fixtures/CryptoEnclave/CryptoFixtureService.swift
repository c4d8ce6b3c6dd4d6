import CryptoFixtureInterface
import RedoubtCrypto
import RedoubtEnclave

final class CryptoFixtureService: CryptoFixture, Sendable {
    func hash(_ algorithm: HashName, _ message: [UInt8]) -> [UInt8] {
        switch algorithm {
        case .sha256: Array(SHA256.hash(data: message))
        case .sha384: Array(SHA384.hash(data: message))
        case .sha512: Array(SHA512.hash(data: message))
        }
    }

    func authenticate(_ algorithm: HashName, _ message: [UInt8], _ key: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return switch algorithm {
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha384: Array(HMAC<SHA384>.authenticationCode(for: message, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }

    func deriveKey(
        _ algorithm: HashName,
        _ input: DerivationInput
    ) throws(CryptoRefusal) -> [UInt8] {
        switch algorithm {
        case .sha256: try deriveKey(HKDF<SHA256>.self, input)
        case .sha384: try deriveKey(HKDF<SHA384>.self, input)
        case .sha512: try deriveKey(HKDF<SHA512>.self, input)
        }
    }

    private func deriveKey<Hash: HashFunction>(
        _ function: HKDF<Hash>.Type,
        _ input: DerivationInput
    ) throws(CryptoRefusal) -> [UInt8] {
        guard input.byteCount <= function.maximumOutputByteCount else {
            throw CryptoRefusal(CryptoError.incorrectParameterSize)
        }
        let key = function.deriveKey(
            inputKeyMaterial: SymmetricKey(data: input.secret),
            salt: input.salt,
            info: input.info,
            outputByteCount: input.byteCount
        )
        return key.withUnsafeBytes { unsafe Array($0) }
    }

    func processorFeatures() -> [UInt32] { ProcessorFeatures.words }
}

extension CryptoRefusal {
    init(_ error: CryptoError) {
        self.init(text: error.description)
    }
}
