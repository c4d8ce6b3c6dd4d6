internal import RedoubtControl

/// Where lines go that an enclave prints, unless the host takes them.
enum StandardErrorLog {
    /// Writes a line, with a mark in the place of each control character: the enclave must not be able to
    /// steer the terminal.
    static func write(_ line: String) {
        var text = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
            text.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        StandardError.write("enclave: \(String(text))")
    }
}
