public import RedoubtABI

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
    /// Nobody has signed the image.
    case unsigned
    /// The signature is not one that the key in the image made over this header.
    case signature(reason: String)
    /// The pages are not those that the signed header names.
    case measurement(declared: Measurement, measured: Measurement)
    /// A key cannot be read or used.
    case key(reason: String)
    /// The program's segments are larger than an enclave's may be.
    case programTooLarge(bytes: Int, limit: Int)
    /// The enclave's parts need more than the largest enclave has.
    case tooLarge(needed: UInt64, limit: UInt64)
}

extension ImageError: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .malformed(let field, let offset, let reason):
            "structure check: \(field) at offset \(offset): \(reason)"
        case .truncated(let field, let offset, let needed, let size):
            "structure check: \(field) at offset \(offset) needs \(needed) bytes, but the file ends at \(size): "
                + "copy or build it again"
        case .programInsteadOfImage:
            "this is an ELF program, not an enclave image: build the image with `redoubt build`"
        case .configuration(let field, let value, let limits):
            "\(field) is \(value), but must lie between \(limits.lowerBound) and \(limits.upperBound)"
        case .unsigned:
            "signature check: the image is not signed: sign it with `redoubt sign`"
        case .signature(let reason):
            "signature check: \(reason): the image was changed after it was signed, or damaged; get it again "
                + "from its author"
        case .measurement(let declared, let measured):
            "measurement check: the pages measure \(measured), but the signed header says \(declared): the "
                + "image was changed after it was signed, or damaged; get it again from its author"
        case .key(let reason): reason
        case .programTooLarge(let bytes, let limit):
            "the program takes \(bytes) bytes, more than the \(limit) that are measured at a launch: put large "
                + "arrays on the heap"
        case .tooLarge(let needed, let limit):
            "the enclave needs \(needed) bytes of address space, more than the \(limit) there are: "
                + "declare a smaller heap, smaller stacks or fewer threads"
        }
    }
}
