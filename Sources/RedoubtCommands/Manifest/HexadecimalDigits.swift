/// Hexadecimal digits as people write them: with the dashes of a UUID, or without any.
enum HexadecimalDigits {
    /// The lengths of a UUID's groups.
    private static let groups = [8, 4, 4, 4, 12]

    /// The digits alone; nil unless the dashes, if there are any, stand where a UUID's do.
    static func withoutDashes(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "-")) else { return text }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == groups else { return nil }
        return parts.joined()
    }
}
