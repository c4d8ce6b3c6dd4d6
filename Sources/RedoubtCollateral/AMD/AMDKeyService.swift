public import RedoubtAttestation

/// Gets the certificates of a SEV-SNP report from AMD's key service (KDS).
public struct AMDKeyService: Sendable {
    /// Where AMD's service is.
    public static let amdURL = "https://kdsintf.amd.com"

    let base: String
    private let transport: CheckedTransport

    /// A service.
    ///
    /// - Parameters:
    ///   - base: where it is, without a slash at the end.
    ///   - transport: what gets pages.
    public init(base: String = Self.amdURL, transport: any CollateralTransport) {
        self.base = base
        self.transport = CheckedTransport(transport: transport)
    }

    /// Gets the VCEK's certificate and its issuers'; nothing of them is believed yet.
    ///
    /// - Parameters:
    ///   - report: the report; one that is signed with a VLEK gets the issuers alone.
    ///   - product: the processor's line, which reports of version 2 do not state.
    /// - Returns: DER, in no particular order.
    /// - Throws: why a part could not be had.
    public func certificates(
        for report: SNPReport,
        _ product: AMDProduct
    ) async throws(CollateralError) -> [[UInt8]] {
        var certificates: [[UInt8]] = []
        if let path = report.certificatePath(product) {
            certificates.append(try await transport.get(base + path).body)
        }
        let url = "\(base)/\(Self.kind(report))/v1/\(product.rawValue)/cert_chain"
        let chain = try await transport.get(url).body
        do throws(Reason) {
            return certificates + (try CertificateFile.certificates(chain))
        } catch {
            throw .malformed(url: url, error)
        }
    }

    /// Gets the list of what the product's root has revoked; nothing of it is believed yet.
    ///
    /// - Parameters:
    ///   - report: a report whose key's kind has a list of its own: VCEK or VLEK.
    ///   - product: the processor's line.
    /// - Returns: DER.
    /// - Throws: why it could not be had.
    public func revocationList(
        for report: SNPReport,
        _ product: AMDProduct
    ) async throws(CollateralError) -> [UInt8] {
        try await transport.get("\(base)/\(Self.kind(report))/v1/\(product.rawValue)/crl").body
    }

    /// Gets all that a report is checked with; nothing of it is believed yet.
    ///
    /// - Parameters:
    ///   - report: the report; for one that is signed with a VLEK, the cloud has the VLEK's certificate.
    ///   - product: the processor's line, which reports of version 2 do not state.
    /// - Returns: certificates and revocation list.
    /// - Throws: why a part could not be had.
    public func endorsements(
        for report: SNPReport,
        _ product: AMDProduct
    ) async throws(CollateralError) -> EndorsementBundle {
        EndorsementBundle(
            certificates: try await certificates(for: report, product),
            revocationLists: [try await revocationList(for: report, product)]
        )
    }

    private static func kind(_ report: SNPReport) -> String {
        report.signingKey == .vcek ? "vcek" : "vlek"
    }
}
