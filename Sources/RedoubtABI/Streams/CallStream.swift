#if !hasFeature(Embedded)
/// A stream that a call takes: its place in the list of them is what names it in messages.
public enum CallStream: Sendable {
    /// The enclave reads it.
    case source(ByteSource)
    /// The enclave writes it.
    case sink(ByteSink)
}
#endif
