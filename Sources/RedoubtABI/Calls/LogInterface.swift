/// The interface that every host serves: it takes what the enclave prints.
public enum LogInterface {
    /// No declared interface has this fingerprint: the macro never makes a 0.
    public static let fingerprint = InterfaceFingerprint(0)
    /// What an enclave sends at once: it fits into the smallest channel.
    public static let limitBytes = 4_000
    /// Takes an array of bytes, UTF-8 if the enclave is well-behaved, and returns nothing.
    public static let write = InterfaceMethod(fingerprint, 0, "Log.write")
}
