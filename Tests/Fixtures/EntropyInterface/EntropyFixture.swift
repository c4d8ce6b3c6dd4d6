public import RedoubtABI

/// What the tests ask of an enclave whose source of randomness can be broken from within.
@EnclaveInterface
public protocol EntropyFixture {
    /// Makes random bytes, keeps them, and returns them with every bit inverted.
    func keepSecret() -> [UInt8]
    /// What RDRAND does from now on.
    func breakRDRAND(_ fault: SourceFault)
    /// What RDSEED does from now on.
    func breakRDSEED(_ fault: SourceFault)
    /// Has random bytes used so many times, and returns what the last use came to.
    func draw(_ user: RandomUser, times: Int) -> [UInt8]
}

/// What a source of random words does.
@EnclaveValue
public enum SourceFault: CaseIterable {
    /// It works.
    case sound
    /// It says that it has no word.
    case silent
    /// It says zero.
    case zeros
    /// It says all ones, as processors have done after sleep.
    case ones
    /// It says one word again and again.
    case stuck
}

/// What random bytes are used for.
@EnclaveValue
public enum RandomUser: CaseIterable {
    /// `Enclave.randomBytes`.
    case runtime
    /// Swift's `SystemRandomNumberGenerator`.
    case swift
    /// A key of RedoubtCrypto's, from BoringSSL's generator.
    case symmetricKey
    /// A private key.
    case p256
    /// A private key.
    case x25519
    /// A signature.
    case signature
    /// A sealed blob.
    case sealing
    /// A delivery key's offer.
    case delivery
}
