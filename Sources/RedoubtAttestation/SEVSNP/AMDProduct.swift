/// A line of AMD's processors.
public enum AMDProduct: String, CaseIterable, Hashable, Sendable {
    /// The third generation of EPYC.
    case milan = "Milan"
    /// The fourth.
    case genoa = "Genoa"
    /// The fifth.
    case turin = "Turin"

    /// The product's root.
    public var root: TrustedRoot {
        switch self {
        case .milan: .amdMilan
        case .genoa: .amdGenoa
        case .turin: .amdTurin
        }
    }

    /// The parts of the product's TCB, and which of its eight bytes has each one's version.
    ///
    /// The names are those of a policy's `min_platform_parts`.
    var parts: KeyValuePairs<String, Int> {
        switch self {
        case .milan, .genoa: ["boot_loader": 0, "tee": 1, "snp": 6, "microcode": 7]
        case .turin: ["fmc": 0, "boot_loader": 1, "tee": 2, "snp": 3, "microcode": 7]
        }
    }

    /// The product of a processor: family and model as version 3 of the report has them.
    init?(family: UInt8, model: UInt8) {
        switch (family, model) {
        case (0x19, 0x00...0x0f): self = .milan
        case (0x19, 0x10...0x1f), (0x19, 0xa0...0xaf): self = .genoa
        case (0x1a, 0x00...0x11): self = .turin
        default: return nil
        }
    }
}
