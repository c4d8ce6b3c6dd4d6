import RedoubtImage

/// The map that lld writes of a program (`--Map`): which object each part of it comes from.
///
/// A line has four numbers (address, load address, size, alignment) and then an output section; or, 8
/// columns further, a piece of an object; or, 16 further, a symbol:
///
///     10000080a0       10000080a0       2a    16 .text
///     10000080a0       10000080a0       1c     4         …/Vault.build/Main.swift.o:(.text.open)
///     10000080a0       10000080a0       1c     1                 open
enum LinkMap {
    /// The component of what the linker makes: merged strings, tables, gaps for alignment.
    static let linkerName = "linker"

    /// What each component brings, the one with most code and constants first.
    ///
    /// A component is the module that SwiftPM compiled an object for, or a static archive. The sizes add
    /// up to those of the program's sections. The padding between these, up to whole pages, is not counted.
    ///
    /// - Parameter text: the map.
    /// - Returns: the components that bring anything.
    /// - Throws: ``CommandFailure`` for anything but such a map.
    static func components(_ text: String) throws(CommandFailure) -> [CodeComponent] {
        var lines = text.split(separator: "\n")[...]
        // Without its last line's end it was cut short.
        guard
            text.utf8.last == UInt8(ascii: "\n"),
            lines.popFirst()?.split(separator: " ")
                == ["VMA", "LMA", "Size", "Align", "Out", "In", "Symbol"]
        else {
            throw CommandFailure(
                "this is not a whole linker map of lld's: remove .build/enclave and build the enclave again"
            )
        }
        var tally = CodeTally()
        for line in lines {
            guard let entry = LinkMapEntry(line), tally.add(entry) else {
                throw CommandFailure(
                    "a line of the linker map is malformed (\(line.prefix(200))): remove .build/enclave "
                        + "and build the enclave again"
                )
            }
        }
        return tally.components
    }
}
