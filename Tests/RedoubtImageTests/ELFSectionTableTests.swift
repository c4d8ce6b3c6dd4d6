import RedoubtImage
import Testing

@Suite("An ELF header that is loaded with the program")
struct ELFSectionTableTests {
    /// A program whose constants begin with the ELF header, as the linker makes it.
    private let program: [UInt8] = {
        var program = ELFFile.minimal
        program.headers[0].fileOffset = 0
        program.headers[0].fileBytes = 4196
        program.headers[0].memoryBytes = 4196
        for index in [1, 2] { program.headers[index].address += 0x1000 }
        return program.bytes
    }()

    @Test(arguments: [40, 44, 47, 58, 60, 62, 63])
    func `Where the table of sections is does not change the enclave`(offset: Int) throws {
        let other = program.putting(0xA5 as UInt8, at: offset)
        #expect(other != program)
        #expect(try ELFProgram(other).segments == ELFProgram(program).segments)
    }

    @Test(arguments: [9, 48, 51, 53, 200, 4095, 4096, 4195])
    func `All other bytes are loaded as they are`(offset: Int) throws {
        let other = program.putting(0xA5 as UInt8, at: offset)
        let contents = try ELFProgram(other).segments[0].contents
        #expect(contents[offset] == 0xA5)
        #expect(Array(contents[..<40]) == Array(other[..<40]))
        #expect(Array(contents[64..<4196]) == Array(other[64..<4196]))
    }
}
