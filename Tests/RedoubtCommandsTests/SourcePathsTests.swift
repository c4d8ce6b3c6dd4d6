import Testing

@testable import RedoubtCommands
@testable import RedoubtImage

@Suite("The folders that an enclave is built from")
struct SourcePathsTests {
    private let paths = SourcePaths(
        package: "/home/one/Vault",
        dependencies: [.init(path: "/home/one/Locks", name: "locks")],
        scratch: "/home/one/Vault/.build/enclave/1f",
        toolchain: Toolchain(resourcePath: "/toolchain/usr/lib/swift", version: "Swift 6.3")
    )

    private func segment(_ text: String) -> Segment {
        Segment(
            offset: 0,
            sizeBytes: 4_096,
            permissions: .read,
            contents: [1, 2, 3] + Array(text.utf8) + [0]
        )
    }

    @Test func `Each has a name that does not depend on where it lies, for both compilers`() {
        for pair in [
            "/home/one/Vault=.", "/home/one/Locks=locks", "/toolchain/usr/lib/swift=swift",
            "/home/one/Vault/.build/enclave/1f/checkouts=checkouts",
        ] {
            #expect(paths.options.contains(pair))
            #expect(paths.options.contains("-ffile-prefix-map=\(pair)"))
        }
    }

    @Test func `The folder within another is replaced before it, as each compiler has it`() throws {
        let swift = paths.options.filter { $0.hasPrefix("/") }
        let clang = paths.options.filter { $0.hasPrefix("-ffile-prefix-map=") }
        let inner = "/home/one/Vault/.build/enclave/1f=.build"
        let outer = "/home/one/Vault=."
        #expect(
            try #require(swift.firstIndex(of: inner)) < #require(swift.firstIndex(of: outer))
        )
        #expect(
            try #require(clang.firstIndex(of: "-ffile-prefix-map=\(inner)"))
                > #require(clang.firstIndex(of: "-ffile-prefix-map=\(outer)"))
        )
    }

    @Test func `A path that the program holds is found, and no other`() {
        let harmless = segment("Vault/Main.swift /home/one/Vaults/x /home/one/Locksmith/y")
        #expect(paths.kept(in: []) == nil)
        #expect(paths.kept(in: [harmless]) == nil)
        #expect(
            paths.kept(in: [harmless, segment("/home/one/Vault/Sources/a.swift")])
                == "/home/one/Vault"
        )
        #expect(paths.kept(in: [segment("/home/one/Locks/b.swift")]) == "/home/one/Locks")
    }
}
