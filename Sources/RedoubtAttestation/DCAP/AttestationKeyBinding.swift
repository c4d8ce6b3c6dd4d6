internal import Crypto

/// How a quoting enclave binds its attestation key to its report.
enum AttestationKeyBinding {
    /// What the first 32 bytes of the report data must be.
    static func digest(_ key: ArraySlice<UInt8>, _ authenticationData: ArraySlice<UInt8>) -> [UInt8]
    {
        var hash = SHA256()
        hash.update(data: key)
        hash.update(data: authenticationData)
        return Array(hash.finalize())
    }
}
