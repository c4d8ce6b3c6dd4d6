internal import CCryptoBench
public import CryptoBenchInterface
internal import RedoubtCrypto

/// The operations that are measured: the same code in the enclave and in an ordinary program.
public enum CryptoWork {
    /// Does an operation in batches, and times them.
    ///
    /// - Parameters:
    ///   - operation: what is done.
    ///   - rounds: how often in a batch.
    ///   - batches: how many.
    /// - Returns: how it went; too few good operations if one failed.
    public static func measure(
        _ operation: CryptoOperation,
        rounds: Int,
        batches: Int
    ) -> CryptoMeasurement {
        var work = Work(rounds: rounds, batches: batches)
        do throws(CryptoError) {
            switch operation {
            case .sealAES16KiB: try seal(&work, byteCount: 16 << 10)
            case .sealAES1MiB: try seal(&work, byteCount: 1 << 20)
            case .openAES16KiB: try open(&work, byteCount: 16 << 10)
            case .sealChaCha16KiB: try sealChaCha(&work, byteCount: 16 << 10)
            case .hash16KiB: try hash(&work, byteCount: 16 << 10)
            case .signP256: try signP256(&work)
            case .verifyP256: try verifyP256(&work)
            case .agreeX25519: try agree(&work)
            case .signEd25519: try signEd25519(&work)
            case .verifyEd25519: try verifyEd25519(&work)
            case .box1KiB: try box(&work)
            case .derivedBox1KiB: try derivedBox(&work)
            }
        } catch {
            // Too few operations went well then.
        }
        return work.measurement
    }

    /// Runs batches and times them.
    private struct Work {
        let rounds: Int
        let batches: Int
        var measurement = CryptoMeasurement()

        init(rounds: Int, batches: Int) {
            self.rounds = rounds
            self.batches = batches
        }

        mutating func count(_ body: () throws(CryptoError) -> Bool) throws(CryptoError) {
            for _ in 0..<batches {
                let start = crypto_bench_ticks()
                for _ in 0..<rounds where try body() { measurement.good += 1 }
                let ticks = crypto_bench_ticks() &- start
                measurement.fewestTicks = Swift.min(measurement.fewestTicks, ticks)
                measurement.allTicks += ticks
            }
        }
    }

    private static func seal(_ work: inout Work, byteCount: Int) throws(CryptoError) {
        let key = SymmetricKey(size: .bits256)
        var message = [UInt8](repeating: 1, count: byteCount)
        try work.count { () throws(CryptoError) in
            try AES.GCM.seal(inPlace: &message, using: key, authenticating: [UInt8]()).tag.count
                == 16
        }
    }

    private static func open(_ work: inout Work, byteCount: Int) throws(CryptoError) {
        let key = SymmetricKey(size: .bits256)
        var sealed = [UInt8](repeating: 1, count: byteCount)
        let (nonce, tag) = try AES.GCM.seal(inPlace: &sealed, using: key, authenticating: [UInt8]())
        var message = sealed
        try work.count { () throws(CryptoError) in
            // What is opened in place has to be put there again.
            unsafe message.withUnsafeMutableBytes { unsafe $0.copyBytes(from: sealed) }
            try AES.GCM.open(
                inPlace: &message,
                nonce: nonce,
                tag: tag,
                using: key,
                authenticating: [UInt8]()
            )
            return message.count == byteCount
        }
    }

    private static func sealChaCha(_ work: inout Work, byteCount: Int) throws(CryptoError) {
        let key = SymmetricKey(size: .bits256)
        var message = [UInt8](repeating: 1, count: byteCount)
        try work.count { () throws(CryptoError) in
            try ChaChaPoly.seal(inPlace: &message, using: key, authenticating: [UInt8]()).tag.count
                == 16
        }
    }

    private static func hash(_ work: inout Work, byteCount: Int) throws(CryptoError) {
        let message = [UInt8](repeating: 1, count: byteCount)
        let digest = SHA256.hash(data: message)
        try work.count { () throws(CryptoError) in
            SHA256.hash(data: message) == digest
        }
    }

    private static func signP256(_ work: inout Work) throws(CryptoError) {
        let key = P256.Signing.PrivateKey()
        let digest = SHA256.hash(data: [1, 2, 3] as [UInt8])
        try work.count { () throws(CryptoError) in
            try key.signature(for: digest).rawRepresentation.count == 64
        }
    }

    private static func verifyP256(_ work: inout Work) throws(CryptoError) {
        let key = P256.Signing.PrivateKey()
        let publicKey = key.publicKey
        let digest = SHA256.hash(data: [1, 2, 3] as [UInt8])
        let signature = try key.signature(for: digest)
        try work.count { () throws(CryptoError) in
            publicKey.isValidSignature(signature, for: digest)
        }
    }

    private static func agree(_ work: inout Work) throws(CryptoError) {
        let key = Curve25519.KeyAgreement.PrivateKey()
        let peer = Curve25519.KeyAgreement.PrivateKey().publicKey
        try work.count { () throws(CryptoError) in
            try key.sharedSecretFromKeyAgreement(with: peer).withUnsafeBytes { $0.count }
                == 32
        }
    }

    private static func signEd25519(_ work: inout Work) throws(CryptoError) {
        let key = Curve25519.Signing.PrivateKey()
        let message: [UInt8] = [1, 2, 3]
        try work.count { () throws(CryptoError) in
            try key.signature(for: message).count == 64
        }
    }

    private static func verifyEd25519(_ work: inout Work) throws(CryptoError) {
        let key = Curve25519.Signing.PrivateKey()
        let message: [UInt8] = [1, 2, 3]
        let signature = try key.signature(for: message)
        try work.count { () throws(CryptoError) in
            key.publicKey.isValidSignature(signature, for: message)
        }
    }

    private static func box(_ work: inout Work) throws(CryptoError) {
        let key = SymmetricKey(size: .bits256)
        let message = [UInt8](repeating: 1, count: 1_024)
        try work.count { () throws(CryptoError) in
            try AES.GCM.seal(message, using: key, authenticating: [1, 2, 3] as [UInt8]).tag.count
                == 16
        }
    }

    private static func derivedBox(_ work: inout Work) throws(CryptoError) {
        let root = SymmetricKey(size: .bits256)
        let message = [UInt8](repeating: 1, count: 1_024)
        let purpose = [UInt8](repeating: 2, count: 64)
        try work.count { () throws(CryptoError) in
            let key = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: root,
                info: purpose,
                outputByteCount: 32
            )
            return try AES.GCM.seal(message, using: key, authenticating: purpose).tag.count == 16
        }
    }
}
