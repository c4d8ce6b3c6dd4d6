/// Budgets by the name of a machine that has so much secure memory.
///
/// They let an enclave be tried here under the limits of the machine that it is meant for.
public enum SecureMemoryPreset: String, CaseIterable, Sendable {
    /// The largest of Azure's DCsv2: SGX with 168 MiB of enclave page cache.
    case dcsv2
    /// The largest of Azure's DCsv3: SGX with 256 GiB.
    case dcsv3

    /// The budget.
    public var bytes: UInt64 {
        switch self {
        case .dcsv2: 168 << 20
        case .dcsv3: 256 << 30
        }
    }

    /// Reads a preset's name, or a size such as `168 MiB`, `4 GiB` or `65536`.
    ///
    /// - Returns: the bytes; nil if it is neither, or more than an integer of 63 bits holds.
    public static func bytes(from text: String) -> UInt64? {
        if let preset = SecureMemoryPreset(rawValue: text) { return preset.bytes }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = UInt64(digits) else { return nil }
        let units: [String: UInt64] = [
            "": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
        ]
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let factor = units[String(unit)] else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow || bytes > UInt64(Int64.max) ? nil : bytes
    }
}
