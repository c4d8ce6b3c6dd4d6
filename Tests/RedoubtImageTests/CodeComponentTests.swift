import RedoubtImage
import Testing

@Suite("What the code consists of")
struct CodeComponentTests {
    private func component(_ name: String, _ size: Int = 1) -> CodeComponent {
        CodeComponent(name: name, codeBytes: size, constantBytes: 2 * size, dataBytes: 3 * size)
    }

    /// The components of an image that was written and read.
    private func kept(_ components: [CodeComponent]) throws -> [CodeComponent] {
        let image = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.bytes),
            configuration: EnclaveConfiguration(),
            components: components
        )
        let copy = try EnclaveImage(image.encoded())
        #expect(copy.components == image.components)
        return copy.components
    }

    @Test func `As many as 24 are kept as they are`() throws {
        let components = (1...24).map { component("module \($0)", $0) }
        #expect(try kept(components) == components)
        #expect(try kept([]) == [])
    }

    @Test func `What there is no room for is summed up`() throws {
        let components = (1...30).map { component("module \($0)", $0) }
        let kept = try kept(components)
        #expect(kept.dropLast() == components.prefix(23))
        #expect(kept.last == component("others", (24...30).reduce(0, +)))
    }

    @Test(arguments: [
        ("", "?"), ("a\0b", "ab"), ("\0", "?"),
        ("123456789012345678901234", "123456789012345678901234"),
        ("1234567890123456789012345", "123456789012345678901234"),
        ("12345678901234567890123ä", "12345678901234567890123"),
        (
            "a" + String(repeating: "\u{301}", count: 30),
            "a" + String(repeating: "\u{301}", count: 11)
        ),
    ])
    func `A name that does not fit is shortened to one that can be read`(
        name: String,
        expected: String
    ) throws {
        #expect(try kept([component(name)]).map(\.name) == [expected])
    }

    @Test func `Sizes beyond 32 bits are the largest that there is room for`() throws {
        let image = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.bytes),
            configuration: EnclaveConfiguration(),
            components: [component("large", 1 << 40)]
        )
        let largest = Int(UInt32.max)
        let read = try EnclaveImage(image.encoded()).components
        #expect(read.map(\.codeBytes) == [largest] && read.map(\.dataBytes) == [largest])
    }
}
