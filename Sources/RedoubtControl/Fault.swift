extension StopReason {
    /// What an enclave did that it cannot do.
    public struct Fault: Sendable, Equatable {
        /// The kind of fault.
        ///
        /// All that is known of an enclave that is not a debug one.
        public enum Cause: UInt8, Sendable {
            /// A trap of Swift's (a failed precondition, an overflow, an index out of range), or an
            /// instruction that needs a kernel.
            case illegalOperation = 0
            /// A stack grew beyond its end.
            case stackOverflow = 1
            /// Memory that is absent, or that may not be used so.
            case memoryAccess = 2
        }
        /// The kind of fault.
        public let cause: Cause
        /// The instruction, of a debug enclave, if the processor says it.
        public let instruction: UInt64?
        /// The address of the access, of a debug enclave, if there was one and the processor says it.
        public let address: UInt64?
        /// Where in the enclave's source the instruction is; nil if there is no instruction.
        ///
        /// The host finds it out by itself, from the symbols beside the image: no monitor says it.
        public var location: Location?

        /// Describes a fault.
        public init(_ cause: Cause, instruction: UInt64? = nil, address: UInt64? = nil) {
            self.cause = cause
            self.instruction = instruction
            self.address = address
        }

        /// The functions that a fault happened in, the innermost first; none if they are not known.
        ///
        /// A function and those that the compiler has inlined it into. Callers beyond these are not known,
        /// because nobody reads an enclave's stack.
        public var frames: [Frame] {
            guard case .found(_, let frames) = location else { return [] }
            return frames
        }
    }
}

extension StopReason.Fault {
    /// Where in the source a fault happened.
    public enum Location: Sendable, Equatable {
        /// It is known.
        ///
        /// The reason is what Swift's compiler has noted for a trap, such as `arithmetic overflow`.
        case found(reason: String?, frames: [Frame])
        /// It is not known, for a reason that says what to do.
        case unknown(String)
    }

    /// A function in which a fault happened.
    public struct Frame: Sendable, Equatable {
        /// The function, as `VaultService.open(_:)`.
        public let function: String
        /// The file, from the package's folder, or from the name of the package it belongs to.
        ///
        /// Nil for code that the compiler has made.
        public let file: String?
        /// The line, if the file is known.
        public let line: Int?

        /// Names a place in the source.
        public init(function: String, file: String? = nil, line: Int? = nil) {
            self.function = function
            self.file = file
            self.line = line
        }
    }
}

extension StopReason.Fault: CustomStringConvertible {
    /// What happened, where, and what to do.
    public var description: String {
        var text =
            switch (cause, location) {
            case (.illegalOperation, .found(let reason?, _)): "it trapped: \(reason)"
            case (.illegalOperation, _):
                "it trapped (a failed precondition, an overflow, an index out of range), or executed an "
                    + "instruction that needs a kernel"
            case (.stackOverflow, _):
                "a stack overflowed: declare a larger stackBytes, or recurse less"
            case (.memoryAccess, _):
                "it accessed memory that is absent or may not be used so"
            }
        if let address { text += ", address 0x\(String(address, radix: 16))" }
        if !frames.isEmpty {
            // What the compiler has made, or the standard library, has no place that one could look at.
            let own = frames.drop { $0.file == nil }
            text +=
                ", in "
                + (own.isEmpty ? frames[...] : own).map(\.description)
                .joined(separator: ", called from ")
        } else if let instruction {
            text += ", instruction 0x\(String(instruction, radix: 16))"
        }
        if case .unknown(let reason) = location { text += " (no function and line: \(reason))" }
        return text
    }
}

extension StopReason.Fault.Frame: CustomStringConvertible {
    /// The function, and its place in the source.
    public var description: String {
        guard let file else { return function }
        return "\(function) at \(file)" + (line.map { ":\($0)" } ?? "")
    }
}
