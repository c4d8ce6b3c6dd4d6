import RedoubtImage

/// An image that was built from a package's sources, and that nobody has signed yet.
struct ImageBuild {
    /// The image.
    let image: EnclaveImage
    /// The path of the linked program, which has the symbols.
    let program: String

    /// Builds an enclave.
    init(_ enclave: EnclaveTarget, with build: GuestBuild) throws {
        // Before the build, which takes longer than to find an error in it.
        let configuration = try EnclaveManifest.read(in: enclave.directory)
        program = try build.build(enclave)
        image = try Self.makeImage(of: program, configuration)
    }

    private static let mapLimitBytes = 256 << 20

    private static func makeImage(
        of program: String,
        _ configuration: EnclaveConfiguration
    ) throws -> EnclaveImage {
        let map = try InputFile(
            GuestBuild.linkMapPath(ofProgram: program),
            "a linker map",
            limitBytes: mapLimitBytes
        ).bytes
        let components = try LinkMap.components(String(decoding: map, as: UTF8.self))
        let bytes = try InputFile(
            program,
            "an enclave's program",
            limitBytes: ImageInput.limitBytes
        ).bytes
        do throws(ImageError) {
            return try EnclaveImage(
                program: ELFProgram(bytes),
                configuration: configuration,
                components: components
            )
        } catch {
            throw CommandFailure("\(program): \(error)")
        }
    }
}
