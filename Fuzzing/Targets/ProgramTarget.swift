internal import RedoubtImage

/// Any bytes as an ELF program: refused with an error, or made into an image that can be read.
public enum ProgramTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// It is no program for an enclave.
        case refused
        /// It is one, but too large to try more.
        case large
        /// It was made into an image.
        case image
    }

    /// The largest program that is made into an image, in bytes: larger ones take too long to measure.
    private static let imageLimitBytes = 1 << 20

    /// Tries the bytes, and traps where a promise is broken.
    public static func run(_ bytes: [UInt8]) -> Outcome {
        do throws(ImageError) {
            let program = try ELFProgram(bytes)
            var contentBytes = 0
            var end = 0
            for segment in program.segments {
                precondition(segment.offset >= end, "segments overlap")
                precondition(segment.contents.count <= segment.sizeBytes)
                precondition(segment.contents.count % 4096 == 0)
                contentBytes += segment.contents.count
                end = segment.range.upperBound
            }
            precondition(UInt64(end) <= EnclaveLayout.maximumBytes, "a program is too large")
            guard program.segments.map(\.sizeBytes).reduce(0, +) <= imageLimitBytes else {
                return .large
            }
            var configuration = EnclaveConfiguration()
            configuration.heapBytes = 64 << 10
            configuration.stackBytes = 16 << 10
            configuration.channelBytes = 1
            let image = try EnclaveImage(program: program, configuration: configuration)
            LayoutPromises.check(image.layout)
            let file = image.encoded()
            precondition(file.count == 4096 + contentBytes)
            precondition(ImageTarget.run(file) == .unverified, "its image cannot be read")
            return .image
        } catch {
            precondition(!error.description.isEmpty)
            return .refused
        }
    }
}
