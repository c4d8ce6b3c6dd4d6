import RedoubtABI
import RedoubtImage

/// What was found out about an image: whether its signature and its measurement hold.
struct ImageAssessment {
    /// What became of the signature.
    enum Signature {
        /// It holds.
        case holds(VerifiedImage)
        /// Nobody has signed, or the signature is not the key's.
        case fails(ImageError)
    }

    /// The image.
    let image: EnclaveImage
    /// What became of the signature.
    let signature: Signature
    /// What the pages measure.
    let measured: Measurement

    /// Checks an image.
    init(_ image: EnclaveImage) {
        self.image = image
        do throws(ImageError) {
            signature = .holds(try VerifiedImage(image))
        } catch {
            signature = .fails(error)
        }
        measured = image.measured()
    }

    /// Why the pages are not those that the header names; nil if they are.
    var measurementProblem: ImageError? {
        do throws(ImageError) {
            try image.checkMeasurement(measured)
            return nil
        } catch {
            return error
        }
    }
}

extension ImageError {
    /// The description without the name of the check, for where that stands already.
    var reason: String {
        let text = description
        for check in ["structure check: ", "signature check: ", "measurement check: "]
        where text.hasPrefix(check) {
            return String(text.dropFirst(check.count))
        }
        return text
    }
}
