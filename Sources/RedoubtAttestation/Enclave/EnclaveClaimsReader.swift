/// Takes the claims of an enclave's evidence out of a map, in which there are just these.
struct EnclaveClaimsReader {
    private static let claimCount = 14
    private let claims: CBORValue

    init(_ payload: [UInt8], profile: String) throws(Reason) {
        claims = try CBORReader.read(payload, at: "evidence.claims")
        guard claims[265]?.textString == profile else {
            throw Reason(
                .unsupported,
                at: "evidence.claims",
                "The claims are of another profile than \(profile): evidence of something else, or of a newer Redoubt."
            )
        }
        guard case .map(let pairs) = claims, pairs.count == Self.claimCount else {
            throw Reason(
                .malformed,
                at: "evidence.claims",
                "The profile has \(Self.claimCount) claims, no more and no fewer."
            )
        }
    }

    /// A byte string of a length.
    func bytes(_ claim: Int64, _ count: Int) throws(Reason) -> [UInt8] {
        guard let bytes = claims[claim]?.byteString, bytes.count == count else {
            throw malformed(claim)
        }
        return bytes
    }

    /// An integer within a range.
    func integer(_ claim: Int64, _ range: ClosedRange<Int64>) throws(Reason) -> Int64 {
        guard let value = claims[claim]?.integer, range.contains(value) else {
            throw malformed(claim)
        }
        return value
    }

    /// A text.
    func text(_ claim: Int64) throws(Reason) -> String {
        guard let text = claims[claim]?.textString else { throw malformed(claim) }
        return text
    }

    func malformed(_ claim: Int64) -> Reason {
        Reason(
            .malformed,
            at: "evidence.claims",
            "Claim \(claim) is missing, or has a type, length or value that it cannot have."
        )
    }
}
