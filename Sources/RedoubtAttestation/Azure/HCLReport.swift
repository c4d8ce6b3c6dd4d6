internal import Crypto

/// What Azure's paravisor puts into the virtual TPM of a confidential machine: a hardware report, and the
/// runtime data that the report vouches for.
public struct HCLReport: Sendable {
    /// The hardware's report.
    public enum Hardware: Sendable {
        /// SEV-SNP.
        case snp(SNPReport)
        /// The report data of a TDX report, which only a quote can vouch for: 64 bytes.
        case tdx(reportData: [UInt8])
    }

    /// The hardware's report.
    public let hardware: Hardware
    /// JSON of the keys of the virtual TPM and the machine's configuration.
    public let runtimeData: [UInt8]

    let attestationKey: VerificationKey

    private static let hardwareStart = 32
    private static let hardwareEnd = 1216
    private static let limitBytes = 64 << 10

    /// Reads a report.
    ///
    /// - Throws: the first reason why these bytes are no report.
    public init(_ bytes: [UInt8]) throws(Reason) {
        guard bytes.count <= Self.limitBytes else {
            throw Reason(.tooLarge, at: "azure", "A report has at most 64 KiB.")
        }
        guard bytes.starts(with: Array("HCLA".utf8)) else {
            throw Reason(.unsupported, at: "azure", "The bytes do not begin with HCLA.")
        }
        var reader = ByteReader(bytes, at: "azure")
        _ = try reader.take(Self.hardwareStart, "header")
        let report = try reader.take(Self.hardwareEnd - Self.hardwareStart, "hardware_report")
        _ = try reader.takeLittleEndian(UInt32.self, "data_size")
        _ = try reader.takeLittleEndian(UInt32.self, "version")
        let type = try reader.takeLittleEndian(UInt32.self, "report_type")
        let hash = try reader.takeLittleEndian(UInt32.self, "hash_type")
        let size = try reader.takeLittleEndian(UInt32.self, "runtime_data.size")
        guard hash == 1 else {
            throw Reason(
                .unsupported,
                at: "azure.hash_type",
                "The runtime data is hashed with \(hash); 1 (SHA-256) is expected."
            )
        }
        guard let count = Int(exactly: size), count <= reader.remainingCount else {
            throw Reason(.truncated, at: "azure.runtime_data", "The runtime data is cut off.")
        }
        runtimeData = try reader.takeBytes(count, "runtime_data")
        switch type {
        case 2: hardware = .snp(try SNPReport(Array(bytes[report])))
        case 4:
            // REPORTDATA stands at byte 128 of a TDREPORT.
            let start = report.lowerBound + 128
            hardware = .tdx(reportData: Array(bytes[start..<(start + 64)]))
        default:
            throw Reason(
                .unsupported,
                at: "azure.report_type",
                "The hardware's report has type \(type); 2 (SNP) and 4 (TDX) are known."
            )
        }
        attestationKey = try Self.attestationKey(runtimeData)
    }

    /// The report data of the hardware's report.
    var reportData: [UInt8] {
        switch hardware {
        case .snp(let report): report.reportData
        case .tdx(let reportData): reportData
        }
    }

    /// Fails unless the hardware's report vouches for the runtime data.
    func requireBinding() throws(Reason) {
        guard reportData.starts(with: SHA256.hash(data: runtimeData)) else {
            throw Reason(
                .binding,
                at: "azure.runtime_data",
                "The hardware's report does not vouch for the runtime data: its report data is not their hash."
            )
        }
    }

    private static func attestationKey(_ json: [UInt8]) throws(Reason) -> VerificationKey {
        var found: VerificationKey?
        var reader = try JSONReader(json, at: "azure.runtime_data")
        try reader.object { (reader, key) throws(Reason) in
            guard reader.names(key, "keys") else {
                try reader.skipValue()
                return
            }
            try reader.array(limit: 16) { (reader) throws(Reason) in
                let key = try JSONWebKey(&reader)
                if key.id == "HCLAkPub" { found = key.key }
            }
        }
        try reader.requireEnd()
        guard let found else {
            throw Reason(
                .malformed,
                at: "azure.runtime_data",
                "The runtime data has no key HCLAkPub, which signs the TPM's quotes."
            )
        }
        return found
    }
}
