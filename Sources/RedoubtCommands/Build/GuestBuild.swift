import Foundation
import RedoubtControl
import RedoubtImage

/// Compiles and links enclaves: `swift build` for a machine without an operating system.
struct GuestBuild {
    static let triple = "x86_64-unknown-none-elf"
    let package: String
    /// Set apart from the package's own builds by this prefix of the build folder's name.
    var scratchPrefix = ""

    /// Where a package's enclave images are.
    static func imageDirectory(of package: String) -> String { "\(package)/.build/enclaves" }

    /// Where the linker says what it put where, for a program that ``build(_:)`` returned.
    ///
    /// ``LinkMap`` reads it.
    static func linkMapPath(ofProgram program: String) -> String { "\(program).map" }

    /// Builds an enclave; returns the path of the linked program.
    func build(_ enclave: EnclaveTarget) throws -> String {
        let toolchain = try Toolchain.find()
        if let problem = toolchain.problem { throw CommandFailure(problem) }
        let toolset = try Toolset(toolchain)
        let scratch = scratch(toolset, toolchain)
        try FileManager.default.createDirectory(
            atPath: scratch,
            withIntermediateDirectories: true
        )
        let toolsetPath = "\(scratch)/toolset.json"
        if FileManager.default.contents(atPath: toolsetPath) != toolset.contents {
            try toolset.contents.write(to: URL(fileURLWithPath: toolsetPath), options: .atomic)
        }
        let program = "\(scratch)/\(Self.triple)/release/\(enclave.name)"
        let paths = SourcePaths(
            package: package,
            dependencies: enclave.localDependencies,
            scratch: scratch,
            toolchain: toolchain
        )
        let cryptography = try enclave.usesCryptography ? cryptography(toolchain, scratch) : []
        let status = try Command.show(
            "swift",
            [
                "build", "--package-path", package, "--build-system", "native", "-c", "release",
                "--product", enclave.name, "--triple", Self.triple, "--toolset", toolsetPath,
                "--scratch-path", scratch, "-Xswiftc", "-load-plugin-executable", "-Xswiftc",
                "\(try macroPlugin())#RedoubtMacros", "-Xlinker",
                "--Map=\(Self.linkMapPath(ofProgram: program))",
            ] + paths.options + cryptography,
            environment: ["REDOUBT_GUEST": "1"]
        )
        guard status == 0 else {
            throw CommandFailure("\(enclave.name) does not compile for an enclave; see above")
        }
        warn(of: paths, in: program, enclave)
        return program
    }

    /// The options that let RedoubtCrypto see BoringSSL's headers, and link it.
    private func cryptography(_ toolchain: Toolchain, _ scratch: String) throws -> [String] {
        let sources = try BoringSSLSources.fetch(for: package, into: scratch)
        let archive = try BoringSSLBuild(sources: sources, toolchain: toolchain, scratch: scratch)
            .archive()
        return ["-Xcc", "-I\(sources.directory)/include", "-Xlinker", archive]
    }

    private func warn(of paths: SourcePaths, in program: String, _ enclave: EnclaveTarget) {
        // A program that cannot be read is refused when its image is made.
        guard let bytes = FileManager.default.contents(atPath: program),
            let segments = try? ELFProgram(Array(bytes)).segments,
            let path = paths.kept(in: segments)
        else { return }
        StandardError.write(
            "warning: \(VisibleText.of(enclave.name)) holds the path \(VisibleText.of(path)), so a build in another folder gives another "
                + "image: write #fileID instead of #filePath, or of #file"
        )
    }

    /// Removes what was compiled, so that the next build starts from the sources.
    ///
    /// The dependencies' sources stay.
    func removeProducts() throws {
        let toolchain = try Toolchain.find()
        let scratch = try scratch(Toolset(toolchain), toolchain)
        try BoringSSLBuild.remove(from: scratch)
        let products = "\(scratch)/\(Self.triple)"
        guard FileManager.default.fileExists(atPath: products) else { return }
        try FileManager.default.removeItem(atPath: products)
    }

    private func scratch(_ toolset: Toolset, _ toolchain: Toolchain) -> String {
        "\(package)/.build/enclave/\(scratchPrefix)\(toolset.fingerprint(toolchain))"
    }

    /// The compiler plugin that the host build made, beside this program.
    private func macroPlugin() throws -> String {
        let path = Bundle.main.bundlePath + "/RedoubtMacros-tool"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandFailure(
                "the compiler plugin is not beside this program, at \(path): run redoubt from the folder "
                    + "that `swift build --product redoubt` made, or install both in one folder"
            )
        }
        return path
    }
}
