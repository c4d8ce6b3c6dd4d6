/// A certificate of X.509 version 3, read by offsets; nothing about it is believed yet.
///
/// The signature algorithms and key types are those that makers of TEEs use: see ``SignatureAlgorithm``.
/// Why not swift-certificates: it knows no RSASSA-PSS, which AMD signs with, and reading the four
/// certificates of one quote would cost as much as two of its nine signatures. The tests hold what this
/// accepts against it.
struct Certificate: Sendable {
    /// All of it.
    let bytes: [UInt8]
    /// The part that is signed.
    let signedRange: Range<Int>
    /// What it is signed with.
    let algorithm: SignatureAlgorithm
    /// r and s of equal length for ECDSA, the octets for RSA.
    let signature: [UInt8]
    /// The octets of the serial number.
    let serialNumber: Range<Int>
    /// The issuer's name, as DER.
    let issuer: Range<Int>
    /// The subject's name, as DER.
    let subject: Range<Int>
    /// The first second at which it is valid.
    let notBefore: Timestamp
    /// The last second at which it is valid.
    let notAfter: Timestamp
    /// Its subject's key.
    let key: VerificationKey
    /// Its extensions.
    let extensions: CertificateExtensions

    /// More than any certificate of evidence has, in bytes.
    static let limitBytes = 16 << 10

    /// Whether subject and issuer are the same.
    var isSelfIssued: Bool { bytes.equal(subject, bytes, issuer) }

    /// Whether it was issued under the name of another certificate's subject.
    func isIssued(inTheNameOf other: Certificate) -> Bool {
        bytes.equal(issuer, other.bytes, other.subject)
    }

    /// Whether its signature was made with a key.
    func isSigned(with key: VerificationKey) -> Bool {
        key.isValid(signature[...], over: bytes[signedRange], algorithm)
    }
}
