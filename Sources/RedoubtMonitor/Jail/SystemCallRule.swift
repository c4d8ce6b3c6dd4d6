/// A system call that a thread may make, and with which argument.
public struct SystemCallRule: Sendable {
    /// What is asked of one of its arguments, as far as the lower 32 bits say.
    enum Condition: Sendable {
        /// It is one of these.
        case oneOf([UInt32])
        /// It has none of these bits.
        case without(UInt32)
    }

    /// The call, as the manual names it, and what it may be used for.
    public let name: String
    /// Its number on x86-64.
    public let number: UInt32
    /// The argument, from 0, and what is asked of it; nil if it may be called with any.
    let condition: (argument: Int, Condition)?

    init(_ name: String, _ number: Int32) {
        self.name = name
        self.number = UInt32(number)
        condition = nil
    }

    init(_ name: String, _ number: Int32, argument: Int, _ condition: Condition) {
        self.name = name
        self.number = UInt32(number)
        self.condition = (argument, condition)
    }
}
