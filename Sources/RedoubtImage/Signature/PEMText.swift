/// The one key in a PEM file, and which kind it is.
struct PEMText {
    /// From its BEGIN to its END.
    let text: String
    let isPrivate: Bool

    private static let limitBytes = 64 << 10

    /// Finds the key; other things that tools write beside it are left out.
    init(_ file: String) throws(ImageError) {
        guard file.utf8.count <= Self.limitBytes else {
            throw .key(reason: "the file is larger than \(Self.limitBytes) bytes, and so no key")
        }
        var lines: [Substring] = []
        var label: Substring?
        var keys: [(label: Substring, lines: [Substring])] = []
        for line in file.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
                label = line.dropFirst(11).dropLast(5)
                lines = []
            }
            guard let current = label else { continue }
            lines.append(line)
            if line == "-----END \(current)-----" {
                if current.hasSuffix("KEY") { keys.append((current, lines)) }
                label = nil
            }
        }
        guard let key = keys.first else {
            throw .key(reason: "there is no key in PEM in it (-----BEGIN … KEY-----)")
        }
        guard keys.count == 1 else {
            throw .key(reason: "there are \(keys.count) keys in it: leave one")
        }
        let isEncrypted =
            key.label.hasPrefix("ENCRYPTED") || key.lines.contains { $0.hasPrefix("Proc-Type:") }
        guard !isEncrypted else {
            throw .key(
                reason:
                    "the key is encrypted: decrypt it (`openssl pkey -in KEY -out PLAIN`), or sign in two "
                    + "steps with `redoubt sign --digest`"
            )
        }
        text = key.lines.joined(separator: "\n")
        isPrivate = key.label.hasSuffix("PRIVATE KEY")
    }
}
