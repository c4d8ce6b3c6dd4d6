import Foundation

/// The vectors beside the tests.
enum Vectors {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appending(path: "Vectors")

    /// The bytes of a file.
    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    /// The JSON object in a file.
    static func object(_ path: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(try bytes(path)))
        guard let object = object as? [String: Any] else { throw CocoaError(.fileReadCorruptFile) }
        return object
    }

    /// The bytes that hexadecimal digits stand for.
    static func hexadecimal(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var digits = text[...]
        while digits.count >= 2 {
            bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
            digits = digits.dropFirst(2)
        }
        return bytes
    }

    /// The bytes that base64, in either alphabet and with or without padding, stands for.
    static func base64(_ text: String) throws -> [UInt8] {
        var standard = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/").filter { !$0.isWhitespace }
        while !standard.count.isMultiple(of: 4) { standard += "=" }
        guard let data = Data(base64Encoded: standard) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return Array(data)
    }
}
