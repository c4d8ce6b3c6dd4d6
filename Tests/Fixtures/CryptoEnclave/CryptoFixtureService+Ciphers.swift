import CryptoFixtureInterface
import RedoubtCrypto

extension CryptoFixtureService {
    func seal(
        _ cipher: CipherName,
        _ message: [UInt8],
        _ key: [UInt8],
        _ context: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8] {
        do throws(CryptoError) {
            let key = SymmetricKey(data: key)
            switch cipher {
            case .aesGCM:
                return try AES.GCM.seal(message, using: key, authenticating: context).combined ?? []
            case .chaChaPoly:
                return try ChaChaPoly.seal(message, using: key, authenticating: context).combined
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    func open(
        _ cipher: CipherName,
        _ combined: [UInt8],
        _ key: [UInt8],
        _ context: [UInt8]
    ) throws(CryptoRefusal) -> [UInt8] {
        do throws(CryptoError) {
            let key = SymmetricKey(data: key)
            switch cipher {
            case .aesGCM:
                let box = try AES.GCM.SealedBox(combined: combined)
                return try AES.GCM.open(box, using: key, authenticating: context)
            case .chaChaPoly:
                let box = try ChaChaPoly.SealedBox(combined: combined)
                return try ChaChaPoly.open(box, using: key, authenticating: context)
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    func sealWithNonce(
        _ cipher: CipherName,
        _ message: [UInt8],
        _ parameters: CipherParameters
    ) throws(CryptoRefusal) -> [UInt8] {
        do throws(CryptoError) {
            let key = SymmetricKey(data: parameters.key)
            switch cipher {
            case .aesGCM:
                let box = try AES.GCM.sealWithNonceUsedOnce(
                    message,
                    using: key,
                    nonce: .init(data: parameters.nonce),
                    authenticating: parameters.context
                )
                return Array(box.ciphertext + box.tag)
            case .chaChaPoly:
                let box = try ChaChaPoly.sealWithNonceUsedOnce(
                    message,
                    using: key,
                    nonce: .init(data: parameters.nonce),
                    authenticating: parameters.context
                )
                return Array(box.ciphertext + box.tag)
            }
        } catch {
            throw CryptoRefusal(error)
        }
    }

    func openWithNonce(
        _ cipher: CipherName,
        _ ciphertext: [UInt8],
        _ tag: [UInt8],
        _ parameters: CipherParameters
    ) throws(CryptoRefusal) -> [UInt8] {
        do throws(CryptoError) {
            let key = SymmetricKey(data: parameters.key)
            var inPlace = ciphertext
            let opened: [UInt8]
            switch cipher {
            case .aesGCM:
                let nonce = try AES.GCM.Nonce(data: parameters.nonce)
                let box = try AES.GCM.SealedBox(nonce: nonce, ciphertext: ciphertext, tag: tag)
                opened = try AES.GCM.open(box, using: key, authenticating: parameters.context)
                try AES.GCM.open(
                    inPlace: &inPlace,
                    nonce: nonce,
                    tag: tag,
                    using: key,
                    authenticating: parameters.context
                )
            case .chaChaPoly:
                let nonce = try ChaChaPoly.Nonce(data: parameters.nonce)
                let box = try ChaChaPoly.SealedBox(nonce: nonce, ciphertext: ciphertext, tag: tag)
                opened = try ChaChaPoly.open(box, using: key, authenticating: parameters.context)
                try ChaChaPoly.open(
                    inPlace: &inPlace,
                    nonce: nonce,
                    tag: tag,
                    using: key,
                    authenticating: parameters.context
                )
            }
            guard opened == inPlace else { throw .internalFailure }
            return opened
        } catch {
            throw CryptoRefusal(error)
        }
    }
}
