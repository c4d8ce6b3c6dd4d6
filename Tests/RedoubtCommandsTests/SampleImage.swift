import ImageTesting
import RedoubtABI
import RedoubtImage

/// An unsigned image of the minimal program.
func sampleImage(
    program: ELFFile = .minimal,
    components: [CodeComponent] = [],
    _ change: (inout EnclaveConfiguration) -> Void = { _ in }
) throws -> EnclaveImage {
    var configuration = EnclaveConfiguration()
    change(&configuration)
    return try EnclaveImage(
        program: ELFProgram(program.bytes),
        configuration: configuration,
        components: components
    )
}

/// Ids that are easy to see.
enum SampleIdentity {
    static let productText = "00112233445566778899aabbccddeeff"
    static let familyText = "ffeeddccbbaa99887766554433221100"

    /// Sets all that an identity has.
    static func set(_ configuration: inout EnclaveConfiguration) {
        configuration.product = ProductID(hexadecimal: productText) ?? .none
        configuration.family = FamilyID(hexadecimal: familyText) ?? .none
        configuration.securityVersion = 7
        configuration.imageVersion = 70_000
    }
}

extension ELFFile {
    /// A program that has an image's segments.
    init(_ image: EnclaveImage) {
        var headers: [Header] = []
        var contents: [UInt8] = []
        for segment in image.segments {
            let bits = segment.permissions
            headers.append(
                Header(
                    flags: (bits.contains(.read) ? 4 : 0) + (bits.contains(.write) ? 2 : 0)
                        + (bits.contains(.execute) ? 1 : 0),
                    fileOffset: UInt64(4096 + contents.count),
                    address: Self.base + UInt64(segment.offset),
                    fileBytes: UInt64(segment.contents.count),
                    memoryBytes: UInt64(segment.sizeBytes)
                )
            )
            contents += segment.contents
        }
        self.init(
            headers: headers,
            entry: Self.base + UInt64(image.entryOffset),
            contents: contents
        )
    }
}
