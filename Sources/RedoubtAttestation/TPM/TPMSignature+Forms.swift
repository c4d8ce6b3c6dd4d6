extension TPMSignature {
    /// The sizes of RSA keys that a TPM has, in bytes.
    private static let bareSizes: Set<Int> = [256, 384, 512]

    /// Reads a signature with the TPM's header, or the bare octets of RSASSA over SHA-256, as Azure delivers it.
    ///
    /// - Throws: a reason if the bytes are neither.
    public init(anyForm bytes: [UInt8]) throws(Reason) {
        if Self.bareSizes.contains(bytes.count) {
            self.init(rsassa: bytes, hash: .sha256)
        } else {
            try self.init(bytes)
        }
    }
}
