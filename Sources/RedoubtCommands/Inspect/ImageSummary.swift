import RedoubtImage

/// What is worth knowing about an image at a glance.
struct ImageSummary {
    let image: EnclaveImage

    init(_ image: EnclaveImage) {
        self.image = image
    }

    /// One line, for the end of a build.
    func line(path: String) -> String {
        let configuration = image.configuration
        return "\(path): \(Self.kibibytes(image.trustedCodeBytes)) trusted code and constants, "
            + "\(configuration.threadCount) thread\(configuration.threadCount == 1 ? "" : "s"), "
            + "heap \(Self.kibibytes(configuration.heapBytes))"
            + (configuration.allowsDebug ? ", DEBUG" : "")
    }

    static func kibibytes(_ bytes: Int) -> String { "\((bytes + 1023) / 1024) KiB" }
}
