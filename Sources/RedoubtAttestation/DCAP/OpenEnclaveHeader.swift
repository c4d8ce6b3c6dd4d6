/// The header that Open Enclave puts before a quote.
enum OpenEnclaveHeader {
    /// How many bytes stand before the quote.
    ///
    /// A "report" has 16: version 1 and type 2 as 32-bit integers, and the size of what follows as a 64-bit
    /// integer. "Evidence" has 28: a version, a UUID of the format, and the size. No quote begins like that: the
    /// type of its attestation key, 2, is in its third byte.
    static func byteCount(before bytes: [UInt8]) -> Int {
        guard bytes.count >= 28 else { return 0 }
        let version = bytes.littleEndian(UInt32.self, at: 0)
        func isSize(_ offset: Int) -> Bool {
            bytes.littleEndian(UInt64.self, at: offset) == UInt64(bytes.count - offset - 8)
        }
        if version == 1, bytes.littleEndian(UInt32.self, at: 4) == 2, isSize(8) { return 16 }
        return (1...3).contains(version) && isSize(20) ? 28 : 0
    }
}
