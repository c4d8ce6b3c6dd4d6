import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("The linker map")
struct LinkMapTests {
    private static let heading =
        "             VMA              LMA     Size Align Out     In      Symbol"
    private static let release =
        "/home/x.build/Vault/.build/enclave/1f/x86_64-unknown-none-elf/release"
    private static let map = """
        \(heading)
              10000001d0       10000001d0     1000    16 .rodata
              10000001d0       10000001d0      100    16         \(release)/CVault.build/deep/a.c.o:(.rodata.table)
              10000001d0       10000001d0      100     1                 table
              10000002d0       10000002d0      e00    16         /swift/libswiftUnicodeDataTables.a(Normalization.cpp.o):(.rodata.norm)
              10000010d0       10000010d0       a0     1         <internal>:(.rodata)
              1000001180       1000001180       10     1 .swift_modhash
              1000001180       1000001180       10     1         \(release)/Vault.build/Main.swift.o:(.swift_modhash)
              1000002000       1000002000      300    16 .text
              1000002000       1000002000      200    16         \(release)/Vault.build/Main.swift.o:(.text.$s5VaultAAV4openyyF)
              1000002000       1000002000      200     1                 $s5VaultAAV4openyyF
              1000002200       1000002200      100    16         \(release)/CVault.build/start.S.o:(.text)
              1000002300       1000002300       20    16 .unheard
              1000002300       1000002300       20    16         /else where/one.o:(.unheard)
              1000003000       1000003000       30     8 .data.rel.ro
              1000003000       1000003000       30     8         \(release)/Vault.build/Main.swift.o:(.data.rel.ro)
              1000003030       1000003030      fd0     1 .relro_padding
              1000004000       1000004000       40     8 .data
              1000004000       1000004000       40     8         \(release)/Vault.build/Main.swift.o:(.data)
              1000004040       1000004040       80     8 .bss
              1000004040       1000004040       80     8         \(release)/CVault.build/deep/a.c.o:(.bss.room)
                       0                0     9999     1 .debug_info
                       0                0     9999     1         \(release)/Vault.build/Main.swift.o:(.debug_info)

        """

    @Test func `Each component has the bytes of its pieces, and the linker the rest`() throws {
        #expect(
            try LinkMap.components(Self.map) == [
                CodeComponent(
                    name: "libswiftUnicodeDataTables.a",
                    codeBytes: 0,
                    constantBytes: 0xE00,
                    dataBytes: 0
                ),
                CodeComponent(
                    name: "Vault",
                    codeBytes: 0x200,
                    constantBytes: 0x40,
                    dataBytes: 0x40
                ),
                CodeComponent(
                    name: "CVault",
                    codeBytes: 0x100,
                    constantBytes: 0x100,
                    dataBytes: 0x80
                ),
                CodeComponent(name: "linker", codeBytes: 0, constantBytes: 0x100, dataBytes: 0),
                CodeComponent(name: "one.o", codeBytes: 0x20, constantBytes: 0, dataBytes: 0),
            ]
        )
    }

    @Test func `A map of nothing has no components`() throws {
        #expect(try LinkMap.components(Self.heading + "\n") == [])
    }

    @Test(arguments: [
        "", "\n", "ELF", "VMA LMA Size Align Out In",
        heading + "\n10 10 10 16",
        heading + "\n10 10 10 16  .text",
        heading + "\n10 10 -1 16 .text",
        heading + "\n10 10 xy 16 .text",
        heading + "\n10 10 10 .text",
        heading + "\n10 10 10000000000000000 1 .text",
        heading + "\n10 10 7fffffffffffffff 1 .text\n20 20 7fffffffffffffff 1 .init",
        heading + "\n10 10 10 1 .text\n10 10 11 1         a.o:(.text)",
        heading
            + "\n10 10 10 1 .text\n10 10 10 1         a.o:(.text)\n11 11 1 1         b.o:(.text)",
    ])
    func `What is no map is refused`(text: String) {
        #expect(throws: CommandFailure.self) { try LinkMap.components(text + "\n") }
    }

    @Test func `A line that is quoted cannot write elsewhere on the terminal`() throws {
        let failure = try #require(throws: CommandFailure.self) {
            try LinkMap.components("\(Self.heading)\n\u{1B}[2J \u{202E}\r \n")
        }
        #expect(failure.description.contains("(\u{FFFD}[2J \u{FFFD}\u{FFFD} )"))
    }

    @Test
    func `A map that ends within a line is refused, and one that lacks lines has no more bytes`()
        throws
    {
        let whole = Self.total(try LinkMap.components(Self.map))
        for count in 0..<Self.map.count {
            let cut = String(Self.map.prefix(count))
            guard cut.hasSuffix("\n") else {
                #expect(throws: CommandFailure.self) { try LinkMap.components(cut) }
                continue
            }
            #expect(Self.total(try LinkMap.components(cut)) <= whole)
        }
        #expect(whole == 0x1000 + 0x10 + 0x300 + 0x20 + 0x30 + 0x40 + 0x80)
    }

    private static func total(_ components: [CodeComponent]) -> Int {
        components.map { $0.codeBytes + $0.constantBytes + $0.dataBytes }.reduce(0, +)
    }
}
