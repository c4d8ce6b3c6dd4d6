internal import Glibc
internal import RedoubtControl
internal import RedoubtImage

/// Reads the image once, into memory that only the monitor has: what is checked is what is launched.
enum ImageFile {
    static let limitBytes = EnclaveImage.maximumFileBytes

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - file: a regular file; anything else could keep its reader waiting.
    ///   - limitBytes: the largest file that is read.
    /// - Returns: the image, or why it is refused.
    static func read(
        _ file: borrowing OwnedDescriptor,
        limitBytes: Int = limitBytes
    ) -> Result<EnclaveImage, RefusalError> {
        var status = stat()
        guard unsafe fstat(file.rawValue, &status) == 0 else {
            return .failure(
                RefusalError(.image("fstat: \(unsafe String(cString: strerror(errno)))"))
            )
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return .failure(RefusalError(.image("it is not a file: give the path of an image")))
        }
        let size = Int(status.st_size)
        guard size <= limitBytes else {
            return .failure(RefusalError(.image("the file is larger than \(limitBytes) bytes")))
        }
        var failure: Int32 = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let start = buffer.baseAddress {
                // SAFETY: `start + count` leaves room for `size - count` bytes.
                let got = unsafe pread(file.rawValue, start + count, size - count, off_t(count))
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { return }
                count += got
            }
        }
        guard failure == 0 else {
            return .failure(
                RefusalError(.image("read: \(unsafe String(cString: strerror(failure)))"))
            )
        }
        do throws(ImageError) {
            return .success(try EnclaveImage(bytes))
        } catch {
            return .failure(RefusalError(.image(error.description)))
        }
    }
}
