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
            stands in enclave.json beside its sources. The images go to .build/enclaves.
            """
    )

    @Argument(help: "The enclaves to build; all of the package by default.")
    var enclaves: [String] = []

    @Option(help: "The package's folder.")
    var packagePath = "."

    func run() throws {
        let package = URL(fileURLWithPath: packagePath).standardizedFileURL.path
        for enclave in try EnclaveTarget.find(in: package, named: enclaves) {
            _ = try Self.build(enclave, of: package)
        }
    }

    /// Builds an enclave, says so on standard error, and returns its image's path.
    static func build(_ enclave: EnclaveTarget, of package: String) throws -> String {
        let configuration = try EnclaveManifest.read(in: enclave.directory)
        let program = try GuestBuild(package: package).build(enclave)
        let image = try makeImage(of: program, configuration).signed(with: .development)
        let directory = GuestBuild.imageDirectory(of: package)
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let path = "\(directory)/\(enclave.name).enclave"
        try Data(image.encoded()).write(to: URL(fileURLWithPath: path), options: .atomic)
        if configuration.allowsDebug { try copySymbols(program, to: path + ".debug") }
        StandardError.write(ImageSummary(image).line(path: path))
        return path
    }

    private static func makeImage(
        of program: String,
        _ configuration: EnclaveConfiguration
    ) throws -> EnclaveImage {
        guard let bytes = FileManager.default.contents(atPath: program) else {
            throw CommandFailure("\(program) cannot be read")
        }
        do throws(ImageError) {
            return try EnclaveImage(program: ELFProgram(Array(bytes)), configuration: configuration)
        } catch {
            throw CommandFailure("\(program): \(error)")
        }
    }

    private static func copySymbols(_ program: String, to path: String) throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: program, toPath: path)
    }
}
