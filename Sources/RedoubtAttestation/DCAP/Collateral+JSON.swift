extension Collateral {
    /// Reads a bundle: one JSON object of nine strings.
    ///
    /// Revocation lists and signatures are hexadecimal digits; unknown members are ignored.
    ///
    /// - Throws: a reason if it is no such object. A part that is malformed is no error here: it is a reason in
    ///   the verdict of the quote.
    public init(json: [UInt8]) throws(Reason) {
        var reader = try JSONReader(json, at: "collateral")
        var texts = [[UInt8]?](repeating: nil, count: Self.names.count)
        try reader.object { (reader, key) throws(Reason) in
            guard let index = Self.names.firstIndex(where: { reader.names(key, $0) }) else {
                try reader.skipValue()
                return
            }
            texts[index] = try reader.textBytes()
        }
        try reader.requireEnd()
        var parts: [[UInt8]] = []
        for (name, text) in zip(Self.names, texts) {
            guard let text else {
                throw Reason(.malformed, at: "collateral", "The member \(name) is missing.")
            }
            parts.append(text)
        }
        // What is not hexadecimal is nothing that could be parsed or verified.
        func bytes(_ index: Int) -> [UInt8] { Hexadecimal.decode(parts[index]) ?? [] }
        self.init(
            pckCRLIssuerChain: parts[0],
            rootCRL: bytes(1),
            pckCRL: bytes(2),
            tcbInfoIssuerChain: parts[3],
            tcbInfo: parts[4],
            tcbInfoSignature: bytes(5),
            quotingEnclaveIdentityIssuerChain: parts[6],
            quotingEnclaveIdentity: parts[7],
            quotingEnclaveIdentitySignature: bytes(8)
        )
    }

    /// The bundle as JSON, which ``init(json:)`` reads.
    public var json: [UInt8] {
        let texts = [
            pckCRLIssuerChain, Array(Hexadecimal.encode(rootCRL).utf8),
            Array(Hexadecimal.encode(pckCRL).utf8), tcbInfoIssuerChain, tcbInfo,
            Array(Hexadecimal.encode(tcbInfoSignature).utf8), quotingEnclaveIdentityIssuerChain,
            quotingEnclaveIdentity, Array(Hexadecimal.encode(quotingEnclaveIdentitySignature).utf8),
        ]
        var json = Array("{".utf8)
        for (index, text) in texts.enumerated() {
            json += Array((index == 0 ? "" : ",").utf8)
            json += Array("\n  \"\(Self.names[index])\": ".utf8) + JSONText.quoted(text)
        }
        return json + Array("\n}\n".utf8)
    }

    private static let names: [StaticString] = [
        "pck_crl_issuer_chain", "root_ca_crl", "pck_crl", "tcb_info_issuer_chain", "tcb_info",
        "tcb_info_signature", "qe_identity_issuer_chain", "qe_identity", "qe_identity_signature",
    ]
}
