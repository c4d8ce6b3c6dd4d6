/// The interface that every host serves for the runtime of an enclave.
///
/// It takes what the enclave prints, and carries the streams of a call.
public enum RuntimeInterface {
    /// No declared interface has this fingerprint: the macro never makes a 0.
    public static let fingerprint = InterfaceFingerprint(0)
    /// What an enclave prints at once: it fits into the smallest channel.
    public static let logLimitBytes = 4_000
    /// Takes an array of bytes, UTF-8 if the enclave is well-behaved, and returns nothing.
    public static let log = InterfaceMethod(fingerprint, 0, "Runtime.log")
    /// Asks for the next piece of a ``ByteSource``.
    ///
    /// The header says of which one, and in the answer what came: a ``StreamPiece``. There are no other arguments, and
    /// the answer is the bytes.
    public static let readStream = InterfaceMethod(fingerprint, 1, "Runtime.readStream")
    /// Hands a piece to a ``ByteSink``.
    ///
    /// The header says to which one; the arguments are the bytes. It is answered once they are copied.
    public static let writeStream = InterfaceMethod(fingerprint, 2, "Runtime.writeStream")
}
