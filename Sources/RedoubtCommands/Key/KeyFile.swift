import RedoubtControl
import RedoubtImage

/// Reads keys in PEM.
enum KeyFile {
    /// The largest file that is read for a key.
    static let limitBytes = 64 << 10

    /// An author's key, public or private.
    enum Key {
        case `public`(SignerKey)
        case `private`(SigningKey)

        /// The public key.
        var signerKey: SignerKey {
            switch self {
            case .public(let key): key
            case .private(let key): key.signerKey
            }
        }
    }

    /// Reads a private key; warns if others can read it too.
    static func signingKey(_ path: String) throws -> SigningKey {
        let file = try InputFile(path, "a private key in PEM", limitBytes: limitBytes)
        do throws(ImageError) {
            let key = try SigningKey(pem: try text(file))
            warnIfOpen(file, path)
            return key
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }

    /// Reads a public key.
    static func signerKey(_ path: String) throws -> SignerKey {
        let file = try InputFile(path, "a public key in PEM", limitBytes: limitBytes)
        do throws(ImageError) {
            return try SignerKey(pem: try text(file))
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }

    /// Reads a key of either kind; warns if others can read a private one.
    static func key(_ path: String) throws -> Key {
        let file = try InputFile(path, "a key in PEM", limitBytes: limitBytes)
        do throws(ImageError) {
            let text = try text(file)
            if let key = try? SignerKey(pem: text) { return .public(key) }
            guard text.contains("PRIVATE KEY-----") else {
                return .public(try SignerKey(pem: text))
            }
            let key = try SigningKey(pem: text)
            warnIfOpen(file, path)
            return .private(key)
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
    }

    private static func text(_ file: InputFile) throws(ImageError) -> String {
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            throw .key(reason: "this is not text, and so no key in PEM (-----BEGIN … KEY-----)")
        }
        return text
    }

    private static func warnIfOpen(_ file: InputFile, _ path: String) {
        guard file.isRegular, file.mode & 0o077 != 0 else { return }
        let path = VisibleText.of(path)
        StandardError.write(
            "warning: \(path): others than its owner can get at this private key: chmod 600 \(path)"
        )
    }
}
