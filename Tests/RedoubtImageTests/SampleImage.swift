import RedoubtABI
import RedoubtImage

/// The image of the minimal program, with nothing in its header left at its default.
func makeSampleImage() throws -> EnclaveImage {
    var configuration = EnclaveConfiguration()
    configuration.threadCount = 3
    configuration.heapBytes = 5 << 20
    configuration.stackBytes = 128 << 10
    configuration.channelBytes = 10_000
    configuration.product = identifier(from: 0x40)
    configuration.family = identifier(from: 0x50)
    configuration.imageVersion = 0x0403_0201
    configuration.securityVersion = 0x0605
    configuration.minimumIsolation = IsolationLevel(.virtualization, .ordinary)
    configuration.allowsDebug = true
    return try EnclaveImage(
        program: ELFProgram(ELFFile.minimal.bytes),
        configuration: configuration,
        components: [
            CodeComponent(name: "Säge", codeBytes: 70, constantBytes: 300, dataBytes: 8),
            CodeComponent(
                name: "a name of twenty-four by",
                codeBytes: 30,
                constantBytes: 0,
                dataBytes: 0x0102_0304
            ),
        ]
    )
}

/// An identifier of the bytes from `first` on.
func identifier<Value: IdentityBytes>(from first: UInt8, as type: Value.Type = Value.self) -> Value
{
    guard let value = Value(bytes: (0..<Value.byteCount).map { first &+ UInt8($0) }) else {
        preconditionFailure("as many bytes as the type has")
    }
    return value
}

/// The bytes of the sample image's header that have a meaning; the others are zero.
enum SampleHeader {
    static let fields = [0..<224, 2176..<2248]
    static let reserved = [224..<2176, 2248..<3072, 3076..<4096]
}
