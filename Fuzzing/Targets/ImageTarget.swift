internal import RedoubtImage

/// Any bytes as an image: refused with an error, or read as what they are.
public enum ImageTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// It is no image.
        case refused
        /// It is one that nobody has signed, or that was changed.
        case unverified
        /// It has a signature that belongs to its header, and pages that do not.
        case verified
        /// All is as it was signed.
        case genuine
    }

    /// The largest layout whose measurement is tried, in bytes: larger ones take too long.
    private static let measuredLimitBytes = 2 << 20

    /// Tries the bytes, and traps where a promise is broken.
    public static func run(_ bytes: [UInt8]) -> Outcome {
        do throws(ImageError) {
            let image = try EnclaveImage(bytes)
            precondition(image.encoded() == bytes, "an image is not written as it was read")
            LayoutPromises.check(image.layout)
            let verified: VerifiedImage?
            do throws(ImageError) {
                verified = try VerifiedImage(image)
            } catch {
                precondition(!error.description.isEmpty)
                verified = nil
            }
            let added = image.layout.regions.filter(\.isAdded).map(\.sizeBytes).reduce(0, +)
            guard added <= measuredLimitBytes else { return .unverified }
            let isMeasured = image.measured() == image.declaredMeasurement
            guard verified != nil else { return .unverified }
            return isMeasured ? .genuine : .verified
        } catch {
            precondition(!error.description.isEmpty)
            return .refused
        }
    }
}
