/// What one module or archive brings into a program.
struct CodeComponent: Equatable, Sendable {
    /// The module's name, an archive's file name, or ``LinkMap/linkerName``.
    let name: String
    /// Bytes of instructions.
    let codeBytes: Int
    /// Bytes that are only read.
    let constantBytes: Int
    /// Bytes that may be written, with those that start as zero.
    let dataBytes: Int
}
