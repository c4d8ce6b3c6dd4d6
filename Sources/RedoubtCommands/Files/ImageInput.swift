import RedoubtImage

/// Reads enclave images that the user named.
enum ImageInput {
    /// The largest file that is read: 2 GiB.
    ///
    /// More than any image has that a monitor launches.
    static let limitBytes = 2 << 30

    /// The image's bytes.
    static func bytes(_ path: String) throws -> [UInt8] {
        try InputFile(path, "an enclave image", limitBytes: limitBytes).bytes
    }

    /// Reads an image; neither its signature nor its measurement is checked.
    static func read(_ path: String) throws -> EnclaveImage {
        let bytes = try bytes(path)
        do throws(ImageError) {
            return try EnclaveImage(bytes)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
