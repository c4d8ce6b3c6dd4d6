/// What a TPM 2.0 attests when it quotes its registers (TPMS_ATTEST), read and not yet believed.
public struct TPMQuote: Hashable, Sendable {
    /// A bank of registers, and which of them are quoted.
    public struct Selection: Hashable, Sendable {
        /// The bank's hash.
        public let algorithm: TPMHash
        /// The registers, ascending.
        public let registers: [Int]
    }

    /// All of it, as it is signed.
    public let bytes: [UInt8]
    /// The name of the key that signed.
    public let qualifiedSigner: [UInt8]
    /// What the caller gave, usually a nonce.
    public let extraData: [UInt8]
    /// Milliseconds that the TPM was powered since it was made or cleared.
    public let clock: UInt64
    /// How often it was reset, and restarted since.
    public let resetCount: UInt32
    /// How often it was restarted since the last reset.
    public let restartCount: UInt32
    /// Version of the TPM's firmware.
    public let firmwareVersion: UInt64
    /// The registers that are quoted.
    public let selections: [Selection]
    /// The hash over their values.
    public let registerDigest: [UInt8]

    static let location: Reason.Location = "tpm.quote"
    private static let limitBytes = 64 << 10
    private static let limitSelections = 16

    /// Reads what is signed, without the signature.
    ///
    /// - Throws: the first reason why these bytes are no quote.
    public init(_ bytes: [UInt8]) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(.tooLarge, at: Self.location, "A quote has at most 64 KiB.")
        }
        self.bytes = bytes
        var reader = ByteReader(bytes, at: Self.location)
        let magic = try reader.takeBigEndian(UInt32.self, "magic")
        let type = try reader.takeBigEndian(UInt16.self, "type")
        guard magic == 0xff54_4347, type == 0x8018 else {
            throw Reason(
                .unsupported,
                at: Self.location,
                "The bytes do not begin as a TPM's quote does: ff544347 8018."
            )
        }
        qualifiedSigner = try reader.takeSized("qualified_signer")
        extraData = try reader.takeSized("extra_data")
        clock = try reader.takeBigEndian(UInt64.self, "clock")
        resetCount = try reader.takeBigEndian(UInt32.self, "reset_count")
        restartCount = try reader.takeBigEndian(UInt32.self, "restart_count")
        let isSafe = try reader.takeBigEndian(UInt8.self, "safe")
        guard isSafe <= 1 else {
            throw Reason(.malformed, at: "tpm.quote.safe", "A truth value is neither 0 nor 1.")
        }
        firmwareVersion = try reader.takeBigEndian(UInt64.self, "firmware_version")
        let count = try reader.takeBigEndian(UInt32.self, "pcr_select.count")
        guard count <= Self.limitSelections else {
            throw Reason(.tooLarge, at: "tpm.quote.pcr_select", "There are \(count) selections.")
        }
        var selections: [Selection] = []
        for _ in 0..<count { selections.append(try Selection(&reader)) }
        self.selections = selections
        registerDigest = try reader.takeSized("pcr_digest")
        try reader.requireEnd()
    }
}

extension TPMQuote.Selection {
    fileprivate init(_ reader: inout ByteReader) throws(Reason) {
        algorithm = try TPMHash(&reader)
        let size = try reader.takeBigEndian(UInt8.self, "pcr_select.size")
        let bitmap = try reader.takeBytes(Int(size), "pcr_select.bitmap")
        registers = bitmap.enumerated().flatMap { index, byte in
            (0..<8).filter { byte >> $0 & 1 != 0 }.map { 8 * index + $0 }
        }
    }
}

extension ByteReader {
    /// Takes a TPM2B: a 16-bit size and so many bytes.
    mutating func takeSized(_ name: String) throws(Reason) -> [UInt8] {
        let size = try takeBigEndian(UInt16.self, name)
        return try takeBytes(Int(size), name)
    }
}
