import Foundation

/// The compiler and linker options of an enclave's build, in the form that SwiftPM takes them.
struct Toolset {
    let contents: Data

    init(_ toolchain: Toolchain) throws {
        struct File: Encodable {
            struct Tool: Encodable { let extraCLIOptions: [String] }
            let schemaVersion = "1.0"
            let swiftCompiler: Tool
            let cCompiler: Tool
            let linker: Tool
        }
        let file = File(
            swiftCompiler: .init(extraCLIOptions: [
                "-enable-experimental-feature", "Embedded", "-wmo",
                // One section for each function, so that the linker drops what is not called.
                "-Xfrontend", "-function-sections",
                // Otherwise the program holds a hash of each module's debug information and its paths.
                "-Xfrontend", "-disable-incremental-llvm-codegen",
                "-file-compilation-dir", ".",
                "-use-ld=lld", "-Xclang-linker", "-nostdlib", "-Xclang-linker", "-static",
                "-Xclang-linker", "-fuse-ld=lld",
            ]),
            cCompiler: .init(extraCLIOptions: [
                "-ffreestanding", "-fPIE", "-O2", "-ffunction-sections", "-fdata-sections",
                "-fstack-protector-strong", "-ffile-compilation-dir=.",
            ]),
            linker: .init(extraCLIOptions: [
                "--gc-sections", "-e", "redoubt_entry", "--image-base=0x1000000000",
                // Nothing is unwound in an enclave, and each segment starts on a page of its own.
                "-z", "separate-loadable-segments", "--build-id=none",
                "-L\(toolchain.embeddedLibraryPath)", "-lswiftUnicodeDataTables",
            ])
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        contents = try encoder.encode(file)
    }

    /// Changes with the options and the compiler: SwiftPM does not notice that they changed, so each
    /// combination has a build folder of its own.
    func fingerprint(_ toolchain: Toolchain) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in Array(contents) + Array(toolchain.version.utf8) {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return String(hash, radix: 16)
    }
}
