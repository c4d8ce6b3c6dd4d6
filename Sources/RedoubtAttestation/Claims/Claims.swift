/// What evidence says of an environment, in the same words for every family.
///
/// The names follow EAT (RFC 9711) where it has them; the JSON of ``json`` uses them. Claims that are reached
/// through a ``Verdict`` were checked; those of an inspection are only what the bytes say.
public struct Claims: Hashable, Sendable {
    /// Who made the environment.
    public enum Family: String, CaseIterable, Hashable, Sendable {
        /// An Intel SGX enclave.
        case intelSGX = "intel-sgx"
        /// An Intel TDX trust domain.
        case intelTDX = "intel-tdx"
        /// A virtual machine under AMD SEV-SNP.
        case amdSEVSNP = "amd-sev-snp"
        /// An AWS Nitro enclave.
        case awsNitro = "aws-nitro"
        /// A machine with a TPM 2.0.
        case tpm
        /// A confidential virtual machine of Azure: a virtual TPM bound to hardware evidence.
        case azureVirtualTPM = "azure-vtpm"
        /// An Arm PSA device.
        case armPSA = "arm-psa"
        /// An Arm CCA realm.
        case armCCA = "arm-cca"
        /// An enclave of Redoubt's, for which its platform vouches.
        case redoubt
    }

    /// The family of the evidence.
    public internal(set) var family: Family
    /// Form and version of the evidence, such as `quote v4` (EAT: `eat_profile`).
    public internal(set) var profile: String
    /// What kind of hardware it is: FMSPC, AMD's product, a module's id (EAT: `hwmodel`).
    public internal(set) var hardwareModel: String?
    /// The instance of the hardware, if the evidence names it (EAT: `ueid`).
    public internal(set) var hardwareID: [UInt8]?
    /// Whether the environment can be debugged, and keeps no secrets; nothing if the family cannot say (EAT: `dbgstat`).
    public internal(set) var isDebug: Bool?
    /// What runs: the first is what identifies the program, the others its state (EAT: `measurements`).
    public internal(set) var measurements: [Measurement]
    /// Who signed what runs.
    public internal(set) var signer: [UInt8]?
    /// Which of the signer's products it is.
    public internal(set) var product: [UInt8]?
    /// The product's security version (EAT: `swversion`).
    public internal(set) var securityVersion: UInt64?
    /// What the environment wanted to have bound to the evidence: a nonce, a key's hash (EAT: `eat_nonce`).
    public internal(set) var reportData: [UInt8]
    /// What the platform's maker says of it; nothing if the family has no such statement.
    public internal(set) var tcb: TCBAssessment?
    /// When the evidence, or the statement about the platform, was made.
    public internal(set) var freshness: Freshness
    /// Further values that only this family has, by name.
    public internal(set) var details: [String: String]

    /// The measurement that identifies the program.
    public var measurement: [UInt8] { measurements.first?.value ?? [] }
}
