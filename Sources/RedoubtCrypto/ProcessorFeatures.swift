internal import CRedoubtCrypto

/// What the library found of the processor, and so which of its code runs.
package enum ProcessorFeatures {
    /// The words of BoringSSL's OPENSSL_ia32cap.
    package static var words: [UInt32] {
        (0..<4).map { redoubt_crypto_processor_features($0) }
    }
}
