/// What seals an enclave.
public struct IsolationLevel: Hashable, Sendable {
    /// The means of isolation.
    public enum Backend: UInt8, Hashable, Sendable {
        /// A process that has given up every system call but to sleep and to end.
        case process = 1
        /// A virtual machine without a kernel, run by KVM.
        case virtualization = 2
    }

    /// Where the enclave's data is.
    public enum Memory: UInt8, Hashable, Sendable {
        /// In memory of the monitor, or of the jailed process: a debugger with root's rights can read it.
        case ordinary = 1
        /// In memory that the kernel gives to no other process: `guest_memfd` or `memfd_secret`.
        case `private` = 2
    }

    /// The means of isolation.
    public let backend: Backend
    /// Where the enclave's data is.
    public let memory: Memory

    /// Names a level.
    public init(_ backend: Backend, _ memory: Memory) {
        self.backend = backend
        self.memory = memory
    }

    /// All levels, the strongest first.
    public static let strongestFirst = [
        IsolationLevel(.virtualization, .private),
        IsolationLevel(.virtualization, .ordinary),
        IsolationLevel(.process, .private),
        IsolationLevel(.process, .ordinary),
    ]

    /// Whether it is as strong as another level, or stronger, in the order of ``strongestFirst``.
    public func isAtLeast(_ other: IsolationLevel) -> Bool { rank <= other.rank }

    private var rank: Int {
        (backend == .virtualization ? 0 : 2) + (memory == .private ? 0 : 1)
    }
}

extension IsolationLevel: CustomStringConvertible {
    /// `virtualization, private memory`.
    public var description: String {
        (backend == .virtualization ? "virtualization" : "process")
            + (memory == .private ? ", private memory" : ", ordinary memory")
    }
}

extension IsolationLevel: WireCodable {
    /// Writes two bytes.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        try encoder.write(backend.rawValue)
        try encoder.write(memory.rawValue)
    }

    /// Reads two bytes.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        guard let backend = Backend(rawValue: try decoder.read()),
            let memory = Memory(rawValue: try decoder.read())
        else { throw .invalidValue }
        self.init(backend, memory)
    }
}
