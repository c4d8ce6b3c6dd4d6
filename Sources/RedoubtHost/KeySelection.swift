/// Which keys an enclave is to have.
public enum KeySelection: Hashable, Sendable {
    /// Those that its platform derives for it.
    ///
    /// The platform service has root secrets of its own. If this process starts the monitor, they are the user's, in
    /// ``LaunchOptions/developmentFolder``: whoever runs as that user can read them.
    case platform
    /// None: the enclave can seal nothing.
    case none
}
