/// A run of pages that came from the program: code, constants or data.
public struct Segment: Equatable, Sendable {
    /// Where it starts, in bytes from the enclave's base; a multiple of the page size.
    public var offset: Int
    /// Its size in the enclave, in bytes; a multiple of the page size.
    ///
    /// What exceeds the contents is zero.
    public var sizeBytes: Int
    /// What the enclave may do with it.
    ///
    /// Always reading; never both writing and executing.
    public var permissions: Permissions
    /// What it starts with; a multiple of the page size, at most ``sizeBytes``.
    public var contents: [UInt8]

    /// The bytes from the base that it takes.
    public var range: Range<Int> { offset..<offset + sizeBytes }

    package init(offset: Int, sizeBytes: Int, permissions: Permissions, contents: [UInt8]) {
        self.offset = offset
        self.sizeBytes = sizeBytes
        self.permissions = permissions
        self.contents = contents
    }
}
