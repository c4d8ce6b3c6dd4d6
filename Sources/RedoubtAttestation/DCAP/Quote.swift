/// An SGX or TDX quote, read and not yet believed.
///
/// Versions 3, 4 and 5 are read, with the chain of the PCK certificate inside (certification data of type 5).
/// What follows the quote's declared end is ignored: genuine quotes come in larger buffers.
public struct Quote: Sendable {
    /// The header.
    public let header: QuoteHeader
    /// What the quote says of the enclave or trust domain.
    public let body: QuoteBody
    /// The quoting enclave's report.
    public let quotingEnclaveReport: EnclaveReport
    /// What the quoting enclave binds its attestation key together with; usually 32 bytes.
    public let authenticationData: [UInt8]

    /// All bytes, as they were given.
    let bytes: [UInt8]
    /// Where the parts are.
    let parts: QuoteParts

    /// The largest quote that is read, in bytes.
    public static let limitBytes = 1 << 20
    /// The smallest quote that there can be, in bytes.
    public static let minimumBytes = 1020

    /// Reads a quote.
    ///
    /// - Parameter bytes: the quote; a header that Open Enclave puts before it is stripped.
    /// - Throws: the first reason why these bytes are no quote that can be verified.
    public init(_ bytes: [UInt8]) throws(Reason) {
        let start = OpenEnclaveHeader.byteCount(before: bytes)
        guard bytes.count - start >= Self.minimumBytes else {
            throw Reason(
                .truncated,
                at: "quote",
                "There are \(bytes.count - start) bytes; the smallest quote has \(Self.minimumBytes)."
            )
        }
        guard bytes.count <= Self.limitBytes else {
            throw Reason(
                .tooLarge,
                at: "quote",
                "There are \(bytes.count) bytes; at most \(Self.limitBytes) are read."
            )
        }
        self.bytes = bytes
        var reader = ByteReader(bytes, start..<bytes.count, at: "quote")
        header = try QuoteHeader(&reader)
        body = try QuoteBody(&reader, header)
        parts = try QuoteParts(&reader, signed: start..<reader.position, header.version)
        quotingEnclaveReport = EnclaveReport(Array(bytes[parts.quotingEnclaveReport]))
        authenticationData = Array(bytes[parts.authenticationData])
    }
}
