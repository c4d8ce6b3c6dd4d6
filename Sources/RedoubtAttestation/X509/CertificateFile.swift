/// Reads certificates from a file's bytes, whichever form it has.
public enum CertificateFile {
    /// The DER of the certificates in PEM, or the bytes themselves if they are DER.
    ///
    /// - Throws: a reason if they are neither.
    public static func certificates(_ bytes: [UInt8]) throws(Reason) -> [[UInt8]] {
        bytes.first == DERTag.sequence
            ? [bytes] : try PEM.certificates(bytes, at: "certificates")
    }
}
