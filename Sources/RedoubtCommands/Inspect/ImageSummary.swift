import RedoubtABI
import RedoubtControl
import RedoubtImage

/// What is worth knowing about an image at a glance.
struct ImageSummary {
    let image: EnclaveImage

    init(_ image: EnclaveImage) {
        self.image = image
    }

    /// For the end of a build or of signing: what the image has, what it is, and who says so.
    func lines(path: String) -> String {
        let configuration = image.configuration
        let what =
            "\(VisibleText.of(path)): \(Self.kibibytes(image.trustedCodeBytes)) trusted code and constants, "
            + "\(configuration.threadCount) thread\(configuration.threadCount == 1 ? "" : "s"), "
            + "heap \(Self.kibibytes(configuration.heapBytes))"
            + (configuration.allowsDebug ? ", DEBUG: not for secrets" : "")
        return ([what, "  measurement  \(image.declaredMeasurement)"] + signer).joined(
            separator: "\n"
        )
    }

    private var signer: [String] {
        guard let signer = image.signature?.key.id else { return ["  signer       nobody"] }
        let name = "  signer       \(SignerText.name(signer))"
        guard signer == .development else { return [name] }
        return [
            name + ": NOT FOR SECRETS",
            "  Sign with a key of yours: `redoubt key new author.pem`, then `redoubt build --sign author.pem`",
        ]
    }

    static func kibibytes(_ bytes: Int) -> String { "\((bytes + 1023) / 1024) KiB" }
}
