public import RedoubtAttestation

/// Gets the collateral of a quote's platform from Intel's service (PCS) or a caching service (PCCS), version 4.
public struct IntelCollateralService: Sendable {
    /// Where Intel's service is.
    public static let intelURL = "https://api.trustedservices.intel.com"
    /// Where the root's revocation list is, DER.
    public static let intelRootListURL =
        "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der"

    let base: String
    private let rootListURL: String
    private let transport: CheckedTransport

    /// A service.
    ///
    /// - Parameters:
    ///   - base: where it is, without a slash at the end.
    ///   - rootListURL: where the root's revocation list is. A caching service has it at
    ///     `/sgx/certification/v4/rootcacrl`, as hexadecimal digits; both forms are read.
    ///   - transport: what gets pages.
    public init(
        base: String = Self.intelURL,
        rootListURL: String = Self.intelRootListURL,
        transport: any CollateralTransport
    ) {
        self.base = base
        self.rootListURL = rootListURL
        self.transport = CheckedTransport(transport: transport)
    }

    /// Gets the bundle for a quote; nothing in it is believed yet.
    ///
    /// - Throws: why a part of it could not be had.
    public func collateral(for quote: Quote) async throws(CollateralError) -> Collateral {
        let platform: String
        let authority: Quote.PlatformAuthority
        do throws(Reason) {
            let (certificate, issuer) = try quote.uncheckedPlatform()
            platform = certificate.platform.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined()
            authority = issuer
        } catch {
            throw .malformed(url: "quote", error)
        }
        let tee = quote.header.tee == .sgx ? "sgx" : "tdx"
        let tcb = try await signed(
            "\(base)/\(tee)/certification/v4/tcb?fmspc=\(platform)",
            .tcbInfo,
            chain: "TCB-Info-Issuer-Chain"
        )
        let identity = try await signed(
            "\(base)/\(tee)/certification/v4/qe/identity",
            .enclaveIdentity,
            chain: "SGX-Enclave-Identity-Issuer-Chain"
        )
        let listURL =
            "\(base)/sgx/certification/v4/pckcrl?ca=\(authority.rawValue)&encoding=der"
        let list = try await transport.get(listURL)
        return Collateral(
            pckCRLIssuerChain: try Self.chain(list, "SGX-PCK-CRL-Issuer-Chain", listURL),
            rootCRL: Self.der(try await transport.get(rootListURL).body),
            pckCRL: Self.der(list.body),
            tcbInfoIssuerChain: tcb.chain,
            tcbInfo: tcb.answer.text,
            tcbInfoSignature: tcb.answer.signature,
            quotingEnclaveIdentityIssuerChain: identity.chain,
            quotingEnclaveIdentity: identity.answer.text,
            quotingEnclaveIdentitySignature: identity.answer.signature
        )
    }

    private func signed(
        _ url: String,
        _ member: ServiceAnswer.Member,
        chain name: String
    ) async throws(CollateralError) -> (answer: ServiceAnswer, chain: [UInt8]) {
        let answer = try await transport.get(url)
        let chain = try Self.chain(answer, name, url)
        do throws(Reason) {
            return (try ServiceAnswer(json: answer.body, member), chain)
        } catch {
            throw .malformed(url: url, error)
        }
    }

    /// The chain in a header: PEM whose characters are percent-encoded.
    private static func chain(
        _ answer: TransportAnswer,
        _ name: String,
        _ url: String
    ) throws(CollateralError) -> [UInt8] {
        guard let value = answer.header(name), let text = PercentEncoding.decode(value) else {
            throw .header(url: url, name: name)
        }
        return text
    }

    /// A list as DER, from DER or from hexadecimal digits.
    private static func der(_ body: [UInt8]) -> [UInt8] {
        guard body.first != 0x30 || body.allSatisfy({ $0 < 0x80 }) else { return body }
        return HexadecimalText.decode(body) ?? body
    }
}
