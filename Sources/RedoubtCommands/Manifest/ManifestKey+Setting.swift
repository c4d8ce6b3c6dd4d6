import RedoubtImage

extension ManifestKey {
    /// Sets what the key stands for, if the value is one that it may have.
    ///
    /// - Parameters:
    ///   - value: what the file says.
    ///   - spelling: how it says it, because the decoder reads 1e3 and 1000.0 as 1000; empty if not known.
    ///   - configuration: what to set it in.
    /// - Returns: whether it was.
    func set(
        _ value: ManifestValue,
        spelled spelling: String,
        in configuration: inout EnclaveConfiguration
    ) -> Bool {
        switch (kind, value) {
        case (.integer(let limits, _, let set), .integer(let number)):
            guard limits.contains(number), Self.isInDigits(spelling) else { return false }
            set(&configuration, number)
        case (.boolean(_, let set), .boolean(let isTrue)):
            set(&configuration, isTrue)
        case (.identifier(_, let set), .string(let text)):
            guard let digits = HexadecimalDigits.withoutDashes(text) else { return false }
            return set(&configuration, digits)
        case (.isolation(_, let set), .string(let text)):
            guard let level = IsolationName.level(text) else { return false }
            set(&configuration, level)
        case (.ignored, .string):
            break
        default:
            return false
        }
        return true
    }

    /// No fraction and no exponent: only digits, decimal or, as JSON5 has them, hexadecimal after 0x.
    private static func isInDigits(_ spelling: String) -> Bool {
        let text = spelling.lowercased()
        return text.contains("0x") || !text.contains { ".e".contains($0) }
    }
}
