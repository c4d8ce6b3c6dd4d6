import ArgumentParser
import Foundation
import RedoubtControl
import RedoubtImage

/// The command `redoubt build`.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Builds the enclaves of a package into images.",
        discussion: """
            An enclave is an executable target that depends on RedoubtEnclave. What it declares about itself \
            stands in enclave.json beside its sources. The images go to .build/enclaves: NAME.unsigned, for \
            `redoubt sign`, and NAME.enclave, signed. Without --sign that is done with the development key, \
            which everybody has.
            """
    )

    @Argument(help: "The enclaves to build; all of the package by default.")
    var enclaves: [String] = []

    @Option(help: "The package's folder.")
    var packagePath = "."

    @Option(
        help: ArgumentHelp(
            "The author's private key in PEM, to sign the images with.",
            valueName: "key"
        )
    )
    var sign: String?

    func run() throws {
        // Before the build, which takes longer than to find out that the key is missing.
        let key = try sign.map(KeyFile.signingKey) ?? .development
        let package = URL(fileURLWithPath: packagePath).standardizedFileURL.path
        for enclave in try EnclaveTarget.find(in: package, named: enclaves) {
            _ = try Self.build(enclave, of: package, signedWith: key, sparing: sign)
        }
    }

    /// Builds an enclave, says so on standard error, and returns its image's path.
    static func build(
        _ enclave: EnclaveTarget,
        of package: String,
        signedWith key: SigningKey = .development,
        sparing keyFile: String? = nil
    ) throws -> String {
        let build = try ImageBuild(enclave, with: GuestBuild(package: package))
        let directory = GuestBuild.imageDirectory(of: package)
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let path = "\(directory)/\(enclave.name)"
        let inputs = [keyFile].compactMap(\.self)
        try OutputFile.write(build.image.encoded(), to: path + ".unsigned", sparing: inputs)
        let image = try build.image.signed(with: key)
        try OutputFile.write(image.encoded(), to: path + ".enclave", sparing: inputs)
        if image.configuration.allowsDebug {
            try copySymbols(build.program, to: path + ".enclave.debug")
        }
        StandardError.write(ImageSummary(image).lines(path: path + ".enclave"))
        return path + ".enclave"
    }

    private static func copySymbols(_ program: String, to path: String) throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: program, toPath: path)
    }
}
