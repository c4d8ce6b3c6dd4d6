import RedoubtImage
import Testing

@Suite("What an enclave declares")
struct EnclaveConfigurationTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let field: String
        let value: Int
        let limits: ClosedRange<Int>

        var testDescription: String { "\(field) \(value)" }

        /// A configuration whose other values are no obstacle.
        var configuration: EnclaveConfiguration {
            var configuration = EnclaveConfiguration()
            configuration.heapBytes = 1 << 30
            switch field {
            case "threads": configuration.threadCount = value
            case "heapBytes":
                configuration.channelBytes = 1
                configuration.heapBytes = value
            case "stackBytes": configuration.stackBytes = value
            default: configuration.channelBytes = value
            }
            return configuration
        }
    }

    private static let limits: [(String, ClosedRange<Int>)] = [
        ("threads", 1...64),
        ("heapBytes", (64 << 10)...(16 << 30)),
        ("stackBytes", (16 << 10)...(64 << 20)),
        ("channelBytes", 1...(64 << 20) - 32),
    ]

    static let inside = limits.flatMap { field, limits in
        [limits.lowerBound, limits.upperBound].map {
            Example(field: field, value: $0, limits: limits)
        }
    }

    static let outside = limits.flatMap { field, limits in
        [limits.lowerBound - 1, limits.upperBound + 1, .min, -1, 0, .max].map {
            Example(field: field, value: $0, limits: limits)
        }
    }

    @Test("A limit itself is permitted", arguments: inside)
    func permitted(_ example: Example) {
        #expect(throws: Never.self) { try example.configuration.validate() }
    }

    @Test("A value beyond a limit is refused by its key", arguments: outside)
    func refused(_ example: Example) {
        let failure = ImageError.configuration(
            field: example.field,
            value: example.value,
            limits: example.limits
        )
        #expect(throws: failure) { try example.configuration.validate() }
        #expect(failure.description.contains(example.field))
    }

    @Test func `The defaults are permitted, and the limits are the documented ones`() {
        #expect(throws: Never.self) { try EnclaveConfiguration().validate() }
        #expect(EnclaveConfiguration.threadCountLimits == Self.limits[0].1)
        #expect(EnclaveConfiguration.heapBytesLimits == Self.limits[1].1)
        #expect(EnclaveConfiguration.stackBytesLimits == Self.limits[2].1)
        #expect(EnclaveConfiguration.channelBytesLimits == Self.limits[3].1)
    }

    @Test func `The heap has to hold each thread's copy of a message`() {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = 4
        configuration.channelBytes = 100_000
        let needed = 4 * (100_000 + 4096) + 32_768
        configuration.heapBytes = needed
        #expect(throws: Never.self) { try configuration.validate() }
        configuration.heapBytes = needed - 1
        #expect(
            throws: ImageError.configuration(
                field: "heapBytes",
                value: needed - 1,
                limits: needed...16 << 30
            )
        ) { try configuration.validate() }
    }

    @Test func `All largest values together are permitted`() {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = 64
        configuration.heapBytes = 16 << 30
        configuration.stackBytes = 64 << 20
        configuration.channelBytes = (64 << 20) - 32
        #expect(throws: Never.self) { try configuration.validate() }
    }
}
