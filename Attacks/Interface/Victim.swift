public import RedoubtABI

/// What the attack suite asks of the enclave that it attacks.
@EnclaveInterface
public protocol Victim {
    /// Makes the secrets of a seed, takes those of the platform, uses each of them once, and keeps them all.
    ///
    /// Returns the platform's, masked, one after the other.
    func plant(_ seed: UInt64) -> [UInt8]
    /// Keeps the secret in registers and on the stack, for ever: the call does not return.
    func hold()
    /// A digest of the secret, which shows that it is there and whole.
    func digest() -> UInt64
    /// A constant of the program's, which shows which program it is.
    func motto() -> [UInt8]
    /// Adds what is nested, which shows that long and deep messages are read.
    func sum(_ numbers: [[Int64]]) -> Int64
}
