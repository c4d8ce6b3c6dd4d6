import RedoubtDelivery

/// The private key of whoever receives, in its file.
struct RecipientKeyFile {
    private static let keyByteCount = 32
    private let path: String
    private let bytes: [UInt8]

    /// Reads the file.
    ///
    /// - Throws: ``CommandFailure`` if it is not there, others than its owner may read it, or it has another size.
    init(_ path: String) throws {
        let file = try InputFile(path, "a recipient's key", limitBytes: 4 << 10)
        guard !file.isRegular || file.mode & 0o077 == 0 else {
            throw CommandFailure(
                "\(path): it has mode \(String(file.mode & 0o7777, radix: 8)), and only its owner may read a "
                    + "private key: if nobody else has, `chmod 600` it; else make another with `redoubt recipient new`"
            )
        }
        bytes = file.bytes
        guard bytes.count == Self.keyByteCount else {
            throw CommandFailure(
                "\(path): it has \(bytes.count) bytes, and a recipient's key has \(Self.keyByteCount): give the file "
                    + "that `redoubt recipient new` made"
            )
        }
        self.path = path
    }

    /// The key for a purpose.
    ///
    /// - Throws: ``CommandFailure``.
    func key(purpose: String) throws -> RecipientKey {
        do throws(DeliveryError) {
            return try RecipientKey(purpose: purpose, rawRepresentation: bytes)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }
}
