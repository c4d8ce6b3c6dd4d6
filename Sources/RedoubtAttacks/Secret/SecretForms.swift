internal import Foundation

/// The byte patterns that give a secret away.
enum SecretForms {
    struct Form: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// Parts of the secret: as it is, backwards, with every bit inverted, and as text in hexadecimal and base64.
    ///
    /// Text is looked for in UTF-8 and in UTF-16. A part of 8 bytes, or of 16 characters, counts as the secret:
    /// chance does not make one.
    static func all(of secret: [UInt8]) -> [Form] {
        var forms = parts("plain", secret, count: 8)
        // BoringSSL's numbers have their lowest byte first.
        forms += parts("backwards", secret.reversed(), count: 8)
        forms += parts("inverted", secret.map { ~$0 }, count: 8)
        var texts: [(String, String)] = []
        for format in ["%02x", "%02X"] {
            texts.append(("hexadecimal", secret.map { String(format: format, $0) }.joined()))
        }
        for alignment in 0..<3 {
            let padded = [UInt8](repeating: 0, count: alignment) + secret
            // The first characters hold bits of the padding, the last ones of what may follow.
            let text = String(
                Data(padded).base64EncodedString().dropFirst([0, 2, 3][alignment]).dropLast(4)
            )
            texts.append(("base64", text))
            let other = text.replacing("+", with: "-").replacing("/", with: "_")
            if other != text { texts.append(("base64", other)) }
        }
        for (name, text) in texts {
            forms += parts(name, Array(text.utf8), count: 16)
            let wide = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            forms += parts("\(name) in UTF-16", wide, count: 32)
        }
        return forms
    }

    private static func parts(_ name: String, _ bytes: [UInt8], count: Int) -> [Form] {
        stride(from: 0, through: bytes.count - count, by: count).map {
            Form(name: name, bytes: Array(bytes[$0..<$0 + count]))
        }
    }
}
