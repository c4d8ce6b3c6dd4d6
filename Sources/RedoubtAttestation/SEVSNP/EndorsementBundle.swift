/// What a report of SEV-SNP is checked with: certificates of the key that signed it and of its issuers, and
/// their revocation lists.
///
/// Nothing of it is believed before it is used.
public struct EndorsementBundle: Hashable, Sendable {
    /// DER of the certificates, in any order.
    public var certificates: [[UInt8]]
    /// DER of the revocation lists.
    public var revocationLists: [[UInt8]]

    /// Puts a bundle together.
    ///
    /// - Parameters:
    ///   - certificates: DER of the certificates, in any order.
    ///   - revocationLists: DER of the revocation lists.
    public init(certificates: [[UInt8]], revocationLists: [[UInt8]]) {
        self.certificates = certificates
        self.revocationLists = revocationLists
    }

    /// Reads a file: blocks of `CERTIFICATE` and `X509 CRL` in PEM, or one certificate in DER.
    ///
    /// - Throws: a reason if there is no certificate, or if a block is malformed.
    public init(file: [UInt8]) throws(Reason) {
        certificates = try CertificateFile.certificates(file)
        revocationLists = try CertificateFile.revocationLists(pem: file)
    }

    /// The bundle as PEM, which ``init(file:)`` reads.
    public var pem: [UInt8] {
        certificates.flatMap { PEM.text(.certificate, $0) }
            + revocationLists.flatMap { PEM.text(.revocationList, $0) }
    }

    /// The last second at which all of it is valid; nothing if a part cannot be read.
    public var expiresAt: Timestamp? {
        var ends: [Timestamp] = []
        for der in certificates {
            guard let certificate = try? Certificate(der, at: "certificates") else { return nil }
            ends.append(certificate.notAfter)
        }
        for der in revocationLists {
            guard let list = try? RevocationList(der, at: "revocation_lists") else { return nil }
            ends.append(list.nextUpdate)
        }
        return ends.min()
    }
}
