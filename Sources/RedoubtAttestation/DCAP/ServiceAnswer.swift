/// An answer of Intel's service for TCB info and identities: a signed member, and the signature over its text.
public struct ServiceAnswer: Hashable, Sendable {
    /// The member's text, byte for byte.
    public let text: [UInt8]
    /// r and s, 64 bytes.
    public let signature: [UInt8]

    /// What is signed in an answer.
    public enum Member: String, Sendable {
        /// TCB info.
        case tcbInfo
        /// An enclave's identity.
        case enclaveIdentity
    }

    /// Reads an answer: an object of the member and `signature`.
    ///
    /// - Throws: a reason if it is no such object.
    public init(json: [UInt8], _ member: Member) throws(Reason) {
        var reader = try JSONReader(json, at: "answer")
        var text: Range<Int>?
        var signature: [UInt8]?
        try reader.object { (reader, key) throws(Reason) in
            switch try reader.name(key) {
            case member.rawValue: text = try reader.skipValue()
            case "signature": signature = try reader.hexadecimal(64)
            default: try reader.skipValue()
            }
        }
        try reader.requireEnd()
        guard let text, let signature else {
            throw Reason(
                .malformed,
                at: "answer",
                "The answer lacks \(member.rawValue) or its signature."
            )
        }
        self.text = Array(json[text])
        self.signature = signature
    }
}
