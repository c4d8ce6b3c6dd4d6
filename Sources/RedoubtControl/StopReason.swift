public import RedoubtABI

/// Why an enclave no longer runs.
public enum StopReason: Sendable, Equatable {
    /// Its host ended it.
    case requested
    /// A call was not answered before its deadline.
    case deadlineExceeded
    /// It did what an enclave cannot do.
    case fault(Fault)
    /// It stopped itself.
    case abort(Abort)
    /// Its monitor ended without a word: it was killed.
    case monitorLost
    /// Its monitor could not go on.
    case monitorFailed(String)

    /// Why an enclave stopped itself.
    ///
    /// The numbers are the ABI's.
    public enum Abort: UInt32, Sendable {
        /// Its heap was full.
        case outOfMemory = 1
        /// It freed what was not allocated.
        case heapCorruption = 2
        /// It wrote beyond an array on a stack.
        case stackCorruption = 3
        /// The processor has no randomness.
        case entropyFailure = 4
        /// Its `main` returned without serving calls.
        case mainReturned = 5
        /// The host answered a call in a way that the interface does not declare.
        case hostCallFailed = 6
        /// It was built for another version of the monitor.
        case abiMismatch = 7
        /// It called `abort`.
        case fatalError = 8
        /// It gave a reason that this version does not know.
        case unknown = 0xFFFF_FFFF
    }
}

extension StopReason: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .requested: "its host ended it"
        case .deadlineExceeded:
            "a call was not answered before its deadline, so the enclave was ended: launch it again, "
                + "and give calls that take long a later deadline"
        case .fault(let fault): fault.description
        case .abort(let abort): abort.description
        case .monitorLost: "its monitor was killed: launch it again"
        case .monitorFailed(let reason): "its monitor failed: \(reason)"
        }
    }
}

extension StopReason.Abort: CustomStringConvertible {
    /// What happened, and what to do.
    public var description: String {
        switch self {
        case .outOfMemory: "its heap was full: declare a larger heapBytes"
        case .heapCorruption: "it freed memory that was not allocated"
        case .stackCorruption: "it wrote beyond an array on a stack"
        case .entropyFailure: "the processor has no randomness"
        case .mainReturned: "its main returned: end main with Enclave.serve(_:)"
        case .hostCallFailed:
            "the host did not answer a call as its interface declares: pass a handler for it at launch, "
                + "or declare throws(HostCallError)"
        case .abiMismatch: "it was built for another version of Redoubt: build it again"
        case .fatalError: "it called abort"
        case .unknown: "it stopped itself for an unknown reason"
        }
    }
}

extension StopReason: WireCodable {
    /// Writes a tag and the payload.
    public func encode(to encoder: inout WireEncoder) throws(WireError) {
        switch self {
        case .requested: try encoder.write(0 as UInt8)
        case .deadlineExceeded: try encoder.write(1 as UInt8)
        case .fault(let fault):
            try encoder.write(2 as UInt8)
            try encoder.write(fault.cause.rawValue)
            try fault.instruction.encode(to: &encoder)
            try fault.address.encode(to: &encoder)
        case .abort(let abort):
            try encoder.write(3 as UInt8)
            try encoder.write(abort.rawValue)
        case .monitorLost: try encoder.write(4 as UInt8)
        case .monitorFailed(let reason):
            try encoder.write(5 as UInt8)
            try reason.encode(to: &encoder)
        }
    }

    /// Reads a tag and the payload.
    public init(from decoder: inout WireDecoder) throws(WireError) {
        switch try decoder.read(UInt8.self) {
        case 0: self = .requested
        case 1: self = .deadlineExceeded
        case 2:
            guard let cause = Fault.Cause(rawValue: try decoder.read()) else { throw .invalidValue }
            self = .fault(
                Fault(cause, instruction: try decoder.decode(), address: try decoder.decode())
            )
        case 3: self = .abort(Abort(rawValue: try decoder.read()) ?? .unknown)
        case 4: self = .monitorLost
        case 5: self = .monitorFailed(try decoder.decode())
        default: throw .invalidValue
        }
    }
}
