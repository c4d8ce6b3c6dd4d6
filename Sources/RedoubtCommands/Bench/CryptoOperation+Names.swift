import CryptoBenchInterface

extension CryptoOperation {
    /// What is printed of it.
    var title: String {
        switch self {
        case .sealAES16KiB: "AES-256-GCM, sealing 16 KiB in place"
        case .sealAES1MiB: "AES-256-GCM, sealing 1 MiB in place"
        case .openAES16KiB: "AES-256-GCM, opening 16 KiB, after a copy of it"
        case .sealChaCha16KiB: "ChaCha20-Poly1305, sealing 16 KiB in place"
        case .hash16KiB: "SHA-256 of 16 KiB"
        case .signP256: "P-256, signing"
        case .verifyP256: "P-256, verifying"
        case .agreeX25519: "X25519"
        case .signEd25519: "Ed25519, signing"
        case .verifyEd25519: "Ed25519, verifying"
        case .box1KiB: "AES-256-GCM, a new box of 1 KiB"
        case .derivedBox1KiB: "HKDF-SHA256, then AES-256-GCM, a new box of 1 KiB"
        }
    }

    private var bytesPerRound: Int? {
        switch self {
        case .sealAES16KiB, .openAES16KiB, .sealChaCha16KiB, .hash16KiB: 16 << 10
        case .sealAES1MiB: 1 << 20
        default: nil
        }
    }

    /// What a rate is given in.
    var unit: String { bytesPerRound == nil ? "thousand/s" : "GB/s" }

    /// How many of that unit a round is.
    var unitsPerRound: Double { bytesPerRound.map { Double($0) / 1e9 } ?? 1e-3 }

    /// How `openssl speed` is asked for the same; nil if it does not measure it.
    var opensslArguments: [String]? {
        switch self {
        case .sealAES16KiB: ["-bytes", "16384", "-aead", "-evp", "aes-256-gcm"]
        case .sealAES1MiB: ["-bytes", "1048576", "-aead", "-evp", "aes-256-gcm"]
        case .openAES16KiB: ["-bytes", "16384", "-decrypt", "-evp", "aes-256-gcm"]
        case .sealChaCha16KiB: ["-bytes", "16384", "-aead", "-evp", "chacha20-poly1305"]
        case .hash16KiB: ["-bytes", "16384", "-evp", "sha256"]
        case .signP256, .verifyP256: ["ecdsap256"]
        case .agreeX25519: ["ecdhx25519"]
        case .signEd25519, .verifyEd25519: ["ed25519"]
        case .box1KiB, .derivedBox1KiB: nil
        }
    }

    /// Which number of its answer's last line is meant, counted from the end.
    var opensslFieldFromEnd: Int {
        switch self {
        case .signP256, .agreeX25519, .signEd25519: 1
        default: 0
        }
    }

    /// What one round is of the number in its answer: bytes, or operations.
    var opensslUnitsPerRound: Double { Double(bytesPerRound ?? 1) }
}
