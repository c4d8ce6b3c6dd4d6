public import RedoubtABI

/// What the tests ask of an enclave about the keys that it was given.
@EnclaveInterface
public protocol KeyFixture {
    /// SHA-256 of `redoubt_keys`: who the enclave is, and its keys.
    func givenKeysDigest() -> [UInt8]
    /// Bytes other than zero in the pages that these came in.
    func givenKeysResidue() -> Int
    /// Bytes other than zero in the enclave's own copy.
    func givenKeysKept() -> Int
}
