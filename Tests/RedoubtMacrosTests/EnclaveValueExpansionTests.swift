import Testing

/// What `@EnclaveValue` writes.
struct EnclaveValueExpansionTests {
    @Test func `A struct crosses as its stored properties in their order`() {
        expectExpansion(
            of: """
                @EnclaveValue
                public struct Signature {
                    public let bytes: [UInt8]
                    private var width, height: Int, `default`: [String: Int?] = [:]
                    var watched: Bool { didSet {} willSet {} }
                    var computed: Int { 1 }
                    var settable: Int { get { 1 } set {} }
                    static let limit = 3
                    static var shared: Int = 1
                    #if DEBUG
                    func describe() {}
                    var half: Int { 2 }
                    static let answer = 42
                    #endif
                }
                """,
            to: """
                extension Signature: RedoubtABI.WireCodable {
                    /// Writes the stored properties in their order.
                    public func encode(to encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) {
                        try encoder.enter()
                        try encoder.encode(self.bytes)
                        try encoder.encode(self.width)
                        try encoder.encode(self.height)
                        try encoder.encode(self.`default`)
                        try encoder.encode(self.watched)
                        encoder.leave()
                    }

                    /// Reads the stored properties in their order.
                    public init(from decoder: inout RedoubtABI.WireDecoder) throws(RedoubtABI.WireError) {
                        try decoder.enter()
                        self.bytes = try decoder.decode()
                        self.width = try decoder.decode()
                        self.height = try decoder.decode()
                        self.`default` = try decoder.decode()
                        self.watched = try decoder.decode()
                        decoder.leave()
                    }
                }
                """
        )
    }

    @Test func `A struct without stored properties takes one byte`() {
        expectExpansion(
            of: """
                @EnclaveValue
                struct Nothing {
                }
                """,
            to: """
                extension Nothing: RedoubtABI.WireCodable {
                    /// Writes one byte, because every value takes at least one.
                    func encode(to encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) {
                        try encoder.enter()
                        try encoder.write(0 as Swift.UInt8)
                        encoder.leave()
                    }

                    /// Reads one byte, which must be 0.
                    init(from decoder: inout RedoubtABI.WireDecoder) throws(RedoubtABI.WireError) {
                        try decoder.enter()
                        guard try decoder.read(Swift.UInt8.self) == 0 else {
                            throw .invalidValue
                        }
                        decoder.leave()
                    }
                }
                """
        )
    }

    @Test func `An enum crosses as the number of its case and the payload`() {
        expectExpansion(
            of: """
                @EnclaveValue
                package indirect enum Tree: Error {
                    case leaf, value(Int)
                    case `default`(left: Tree, _ right: Tree, in: Int = 3)
                    static let root = 1
                }
                """,
            to: """
                extension Tree: RedoubtABI.WireCodable {
                    /// Writes the number of the case, then its payload.
                    package func encode(to encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) {
                        try encoder.enter()
                        switch self {
                            case .leaf:
                                try encoder.write(0 as Swift.UInt8)
                            case .value(let value0):
                                try encoder.write(1 as Swift.UInt8)
                                try encoder.encode(value0)
                            case .`default`(left: let value0, let value1, in: let value2):
                                try encoder.write(2 as Swift.UInt8)
                                try encoder.encode(value0)
                                try encoder.encode(value1)
                                try encoder.encode(value2)
                        }
                        encoder.leave()
                    }

                    /// Reads the number of a case, then its payload.
                    package init(from decoder: inout RedoubtABI.WireDecoder) throws(RedoubtABI.WireError) {
                        try decoder.enter()
                        switch try decoder.read(Swift.UInt8.self) {
                            case 0:
                                self = .leaf
                            case 1:
                                self = .value(try decoder.decode())
                            case 2:
                                self = .`default`(left: try decoder.decode(), try decoder.decode(), in: try decoder.decode())
                            default:
                                throw .invalidValue
                        }
                        decoder.leave()
                    }
                }
                """
        )
    }

    @Test func `A generic value asks nothing of itself if its parameters can cross`() {
        expectExpansion(
            of: """
                @EnclaveValue
                struct Pair<First: WireCodable, Second: Quantity, Third> where Third: WireCodable {
                    var first: First
                    var second: Second
                    var others: [Self]
                }
                """,
            to: """
                extension Pair: RedoubtABI.WireCodable {
                    /// Writes the stored properties in their order.
                    func encode(to encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) {
                        try encoder.enter()
                        try encoder.encode(self.first)
                        try encoder.encode(self.second)
                        try encoder.encode(self.others)
                        encoder.leave()
                    }

                    /// Reads the stored properties in their order.
                    init(from decoder: inout RedoubtABI.WireDecoder) throws(RedoubtABI.WireError) {
                        try decoder.enter()
                        self.first = try decoder.decode()
                        self.second = try decoder.decode()
                        self.others = try decoder.decode()
                        decoder.leave()
                    }
                }
                """
        )
    }

    @Test func `A type in a public extension is public`() {
        expectExpansion(
            of: """
                public extension Outer {
                    @EnclaveValue
                    struct Inner {
                        var x: Int
                    }
                }
                """,
            to: """
                extension Outer.Inner: RedoubtABI.WireCodable {
                    /// Writes the stored properties in their order.
                    public func encode(to encoder: inout RedoubtABI.WireEncoder) throws(RedoubtABI.WireError) {
                        try encoder.enter()
                        try encoder.encode(self.x)
                        encoder.leave()
                    }

                    /// Reads the stored properties in their order.
                    public init(from decoder: inout RedoubtABI.WireDecoder) throws(RedoubtABI.WireError) {
                        try decoder.enter()
                        self.x = try decoder.decode()
                        decoder.leave()
                    }
                }
                """
        )
    }
}
