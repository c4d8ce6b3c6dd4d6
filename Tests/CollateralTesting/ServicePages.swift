import Foundation
public import RedoubtAttestation
public import RedoubtCollateral

/// Pages as Intel's services deliver them: signed members in JSON, and chains in headers.
public enum ServicePages {
    /// Where a caching service has the root's revocation list.
    public static let rootListPath = "/sgx/certification/v4/rootcacrl"

    /// The pages of a bundle, by path and query.
    public static func intel(
        _ bundle: Collateral,
        tee: String = "sgx",
        platform: String,
        authority: Quote.PlatformAuthority
    ) throws -> [String: TransportAnswer] {
        let base = "/\(tee)/certification/v4"
        return [
            "\(base)/tcb?fmspc=\(platform)": TransportAnswer(
                status: 200,
                headers: try chain("TCB-Info-Issuer-Chain", bundle.tcbInfoIssuerChain),
                body: signed("tcbInfo", bundle.tcbInfo, bundle.tcbInfoSignature)
            ),
            "\(base)/qe/identity": TransportAnswer(
                status: 200,
                headers: try chain(
                    "SGX-Enclave-Identity-Issuer-Chain",
                    bundle.quotingEnclaveIdentityIssuerChain
                ),
                body: signed(
                    "enclaveIdentity",
                    bundle.quotingEnclaveIdentity,
                    bundle.quotingEnclaveIdentitySignature
                )
            ),
            "/sgx/certification/v4/pckcrl?ca=\(authority.rawValue)&encoding=der": TransportAnswer(
                status: 200,
                headers: try chain("SGX-PCK-CRL-Issuer-Chain", bundle.pckCRLIssuerChain),
                body: bundle.pckCRL
            ),
            rootListPath: TransportAnswer(
                status: 200,
                headers: [:],
                body: Array(digits(bundle.rootCRL).utf8)
            ),
        ]
    }

    private static func chain(_ name: String, _ pem: [UInt8]) throws -> [String: String] {
        let text = String(decoding: pem, as: UTF8.self)
        guard let value = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return [name.lowercased(): value]
    }

    private static func signed(_ name: String, _ text: [UInt8], _ signature: [UInt8]) -> [UInt8] {
        Array("{\"\(name)\":".utf8) + text
            + Array(",\"signature\":\"\(digits(signature))\"}".utf8)
    }

    private static func digits(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
