import RedoubtControl
import Testing

@testable import RedoubtHost

@Suite("What llvm-symbolizer says")
struct SymbolizerOutputTests {
    private static let trap = """
        Swift runtime failure: arithmetic overflow
        ./<compiler-generated>:0:0
        $s5VaultAAV4openyyF
        ././Sources/VaultEnclave/Vault.swift:31:20
        main
        ./with: colon/main.c:7:0


        """

    @Test func `The innermost function comes first, and what is noted of a trap is no function`() {
        let output = SymbolizerOutput(Self.trap)
        #expect(output.reason == "arithmetic overflow")
        #expect(
            output.frames == [
                .init(
                    function: "$s5VaultAAV4openyyF",
                    file: "Sources/VaultEnclave/Vault.swift",
                    line: 31
                ),
                .init(function: "main", file: "with: colon/main.c", line: 7),
            ]
        )
    }

    @Test func `Code without a source has a function only`() {
        for place in [
            "<compiler-generated>:0:0", "./<macro>/expansion of it:9:1", "??:0:0", "x", "",
        ] {
            #expect(SymbolizerOutput("made\n\(place)\n\n").frames == [.init(function: "made")])
        }
        #expect(
            SymbolizerOutput("made\na.c:0:0\n\n").frames == [.init(function: "made", file: "a.c")]
        )
    }

    @Test(arguments: ["", "\n", "??\n??:0:0\n\n", "alone", "\n\nlate\na.c:1:1\n"])
    func `An address in no function gives no frames`(text: String) {
        #expect(SymbolizerOutput(text).frames == [])
    }

    @Test func `Output that is cut short gives a prefix of the frames`() {
        let whole = SymbolizerOutput(Self.trap)
        for count in 0..<Self.trap.count {
            let cut = SymbolizerOutput(String(Self.trap.prefix(count)))
            #expect(cut.frames.count <= whole.frames.count)
            #expect(
                cut.frames.map(\.function)
                    == whole.frames.prefix(cut.frames.count).map(\.function)
            )
        }
    }

    @Test func `More frames than anyone reads are left out`() {
        let text = String(repeating: "again\na.c:1:1\n", count: 1_000)
        #expect(SymbolizerOutput(text).frames.count == SymbolizerOutput.maximumFrames)
    }
}
