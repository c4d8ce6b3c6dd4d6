/// A root certificate that the caller trusts without a reason in the evidence.
public struct TrustedRoot: Sendable {
    let certificate: Certificate
    /// Certificates that the root is known to have issued.
    private let issued: [Certificate]

    /// Reads a root from PEM.
    ///
    /// - Throws: a reason if the first certificate in the text cannot be read.
    public init(pem: [UInt8]) throws(Reason) {
        try self.init(der: PEM.certificates(pem, at: "root")[0])
    }

    /// Reads a root from DER.
    ///
    /// - Throws: a reason if the certificate cannot be read.
    public init(der: [UInt8]) throws(Reason) {
        certificate = try Certificate(der, at: "root")
        issued = []
    }

    /// A root that is part of this library.
    init(builtIn base64: String, issued: [[UInt8]] = []) {
        func certificate(_ der: [UInt8]?) -> Certificate {
            guard let der, let certificate = try? Certificate(der, at: "root") else {
                preconditionFailure("a certificate of this library cannot be read")
            }
            return certificate
        }
        self.certificate = certificate(Base64.decode(base64.utf8))
        self.issued = issued.map(certificate)
    }

    /// Reads a certificate, unless it is one that the root has read already.
    func read(_ der: [UInt8], at location: Reason.Location) throws(Reason) -> Certificate {
        if der == certificate.bytes { return certificate }
        if let known = issued.first(where: { $0.bytes == der }) { return known }
        return try Certificate(der, at: location)
    }

    /// Fails unless the root issued a certificate.
    func requireIssued(_ other: Certificate, _ location: Reason.Location) throws(Reason) {
        if issued.contains(where: { $0.bytes == other.bytes }) { return }
        try other.requireIssued(by: certificate, location)
    }

    /// The root of Intel's SGX and TDX certificates, valid from 2018-05-21T10:45:10Z on.
    ///
    /// Intel issued an older one with the same name, serial number and key; it is not trusted.
    public static let intelSGX = TrustedRoot(
        builtIn: """
            MIICjzCCAjSgAwIBAgIUImUM1lqdNInzg7SVUr9QGzknBqwwCgYIKoZIzj0EAwIwaDEaMBgGA1UEAwwRSW50ZWwgU0dY
            IFJvb3QgQ0ExGjAYBgNVBAoMEUludGVsIENvcnBvcmF0aW9uMRQwEgYDVQQHDAtTYW50YSBDbGFyYTELMAkGA1UECAwC
            Q0ExCzAJBgNVBAYTAlVTMB4XDTE4MDUyMTEwNDUxMFoXDTQ5MTIzMTIzNTk1OVowaDEaMBgGA1UEAwwRSW50ZWwgU0dY
            IFJvb3QgQ0ExGjAYBgNVBAoMEUludGVsIENvcnBvcmF0aW9uMRQwEgYDVQQHDAtTYW50YSBDbGFyYTELMAkGA1UECAwC
            Q0ExCzAJBgNVBAYTAlVTMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEC6nEwMDIYZOj/iPWsCzaEKi71OiOSLRFhWGj
            bnBVJfVnkY4u3IjkDYYL0MxO4mqsyYjlBalTVYxFP2sJBK5zlKOBuzCBuDAfBgNVHSMEGDAWgBQiZQzWWp00ifODtJVS
            v1AbOScGrDBSBgNVHR8ESzBJMEegRaBDhkFodHRwczovL2NlcnRpZmljYXRlcy50cnVzdGVkc2VydmljZXMuaW50ZWwu
            Y29tL0ludGVsU0dYUm9vdENBLmRlcjAdBgNVHQ4EFgQUImUM1lqdNInzg7SVUr9QGzknBqwwDgYDVR0PAQH/BAQDAgEG
            MBIGA1UdEwEB/wQIMAYBAf8CAQEwCgYIKoZIzj0EAwIDSQAwRgIhAOW/5QkR+S9CiSDcNoowLuPRLsWGf/Yi7GSX94Bg
            wTwgAiEA4J0lrHoMs+Xo5o/sX6O9QWxHRAvZUGOdRQ7cvqRXaqI=
            """,
        issued: KnownCertificates.intelSGX
    )
}
