/// Reads certificates and revocation lists from a file's bytes, whichever form it has.
public enum CertificateFile {
    /// The DER of the certificates in PEM, or the bytes themselves if they are DER.
    ///
    /// - Throws: a reason if they are neither.
    public static func certificates(_ bytes: [UInt8]) throws(Reason) -> [[UInt8]] {
        bytes.first == DERTag.sequence
            ? [bytes] : try PEM.certificates(bytes, at: "certificates")
    }

    /// The DER of the revocation lists in PEM, or the bytes themselves if they are DER.
    ///
    /// - Throws: a reason if they are neither.
    public static func revocationLists(_ bytes: [UInt8]) throws(Reason) -> [[UInt8]] {
        if bytes.first == DERTag.sequence { return [bytes] }
        let lists = try revocationLists(pem: bytes)
        guard !lists.isEmpty else {
            throw Reason(
                .malformed,
                at: "revocation_lists",
                "There is no revocation list: DER, or PEM with a block X509 CRL, is expected."
            )
        }
        return lists
    }

    /// The DER of the revocation lists in PEM; none if there is no `X509 CRL` block.
    static func revocationLists(pem bytes: [UInt8]) throws(Reason) -> [[UInt8]] {
        try PEM.blocks(.revocationList, bytes, bytes.indices, at: "revocation_lists")
    }
}
