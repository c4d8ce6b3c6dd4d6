/// Why bytes are not an image, or a program cannot be made into one.
public enum ImageError: Error, Equatable, Sendable {
    /// The file is not what it should be: the field, where it stands, and what is wrong with it.
    case malformed(field: String, offset: Int, reason: String)
    /// The file ends before the field at this offset does.
    case truncated(field: String, offset: Int, needed: Int, size: Int)
    /// An ELF program was given where an image is needed.
    case programInsteadOfImage
    /// A value of the configuration is outside of its limits.
    case configuration(field: String, value: Int, limits: ClosedRange<Int>)
    /// The enclave's parts need more than the largest enclave has.
    case tooLarge(needed: UInt64, limit: UInt64)
}

extension ImageError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .malformed(let field, let offset, let reason):
            "\(field) at offset \(offset): \(reason)"
        case .truncated(let field, let offset, let needed, let size):
            "\(field) at offset \(offset) needs \(needed) bytes, but the file ends at \(size): "
                + "copy or build it again"
        case .programInsteadOfImage:
            "this is an ELF program, not an enclave image: build the image with `redoubt build`"
        case .configuration(let field, let value, let limits):
            "\(field) is \(value), but must lie between \(limits.lowerBound) and \(limits.upperBound)"
        case .tooLarge(let needed, let limit):
            "the enclave needs \(needed) bytes of address space, more than the \(limit) there are: "
                + "declare a smaller heap, smaller stacks or fewer threads"
        }
    }
}
