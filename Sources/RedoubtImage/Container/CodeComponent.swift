/// A part of the enclave's program, and how much of the trusted code it is.
///
/// The author says so, and signs it: it is not measured.
public struct CodeComponent: Hashable, Sendable {
    /// The module or library.
    ///
    /// 1 to 24 bytes of UTF-8, without zeros.
    public let name: String
    /// Bytes of code.
    public let codeBytes: Int
    /// Bytes of constants.
    public let constantBytes: Int
    /// Bytes of data that can be written.
    public let dataBytes: Int

    /// Describes a component.
    public init(name: String, codeBytes: Int, constantBytes: Int, dataBytes: Int) {
        self.name = name
        self.codeBytes = codeBytes
        self.constantBytes = constantBytes
        self.dataBytes = dataBytes
    }

    /// As many as an image has room for: the largest, and `others` for the rest.
    static func fitting(_ components: [CodeComponent]) -> [CodeComponent] {
        let named = components.map { component in
            CodeComponent(
                name: shortened(component.name),
                codeBytes: component.codeBytes,
                constantBytes: component.constantBytes,
                dataBytes: component.dataBytes
            )
        }
        guard named.count > ImageHeader.maximumComponents else { return named }
        let rest = named[(ImageHeader.maximumComponents - 1)...]
        return named.prefix(ImageHeader.maximumComponents - 1) + [
            CodeComponent(
                name: "others",
                codeBytes: rest.map(\.codeBytes).reduce(0, +),
                constantBytes: rest.map(\.constantBytes).reduce(0, +),
                dataBytes: rest.map(\.dataBytes).reduce(0, +)
            )
        ]
    }

    /// As much of a name as there is room for, in whole scalars; zeros would end it.
    private static func shortened(_ name: String) -> String {
        var room = ImageHeader.componentNameBytes
        var kept = String.UnicodeScalarView()
        for scalar in name.unicodeScalars where scalar != "\0" {
            room -= UTF8.width(scalar)
            guard room >= 0 else { break }
            kept.append(scalar)
        }
        return kept.isEmpty ? "?" : String(kept)
    }
}
