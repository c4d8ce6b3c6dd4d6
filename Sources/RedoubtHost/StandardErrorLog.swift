internal import RedoubtControl

/// Where lines go that an enclave prints, unless the host takes them.
enum StandardErrorLog {
    /// Writes a line, with a mark in the place of what is not visible: the enclave must not be able to steer the
    /// terminal.
    static func write(_ line: String) {
        StandardError.write("enclave: \(VisibleText.of(line))")
    }
}
