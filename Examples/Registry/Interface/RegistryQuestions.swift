public import RedoubtABI

/// Which patients a query is about.
///
/// There is no other filter, on purpose: the README says why.
@EnclaveValue
public enum PatientGroup: Hashable, CaseIterable {
    /// Every patient.
    case all
    /// Those whose tumor is malignant.
    case malignant
    /// Those whose tumor is benign.
    case benign
}

/// The bounds that the registry keeps.
public enum RegistryLimits {
    /// No query about fewer patients is answered.
    public static let minimumPatients = 10
    /// The most patients that a file may hold: three such tables fit into the enclave's heap.
    public static let maximumPatients = 8_000
    /// The longest envelope that a file may come in, in bytes.
    public static let maximumEnvelopeBytes = 4 << 20
    /// The fewest bins that a histogram may be asked for.
    public static let minimumBins = 2
    /// The most bins that a histogram may be asked for.
    public static let maximumBins = 64
}
