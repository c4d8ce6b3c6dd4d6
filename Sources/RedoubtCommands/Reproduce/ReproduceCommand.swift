import ArgumentParser
import Foundation
import RedoubtControl
import RedoubtImage

/// The command `redoubt reproduce`.
struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Builds an enclave again, and says whether an image is what comes out.",
        discussion: """
            Status 0 says that the image is, apart from its signature, byte for byte what the package's \
            sources make with this toolchain and this version of Redoubt. It builds in a folder of its own in \
            the package's .build and leaves the package's images alone.
            """
    )

    @Argument(help: "The image, signed or not.")
    var image: String

    @Option(help: ArgumentHelp("The package's folder, with the sources.", valueName: "folder"))
    var package: String

    @Option(
        help: ArgumentHelp(
            "The enclave's name; by default the image's file name, without its ending.",
            valueName: "name"
        )
    )
    var enclave: String?

    func run() throws {
        let given = try ImageInput.read(image)
        let measured = given.measured()
        do throws(ImageError) {
            try given.checkMeasurement(measured)
        } catch {
            throw CommandFailure("\(image): \(error)")
        }
        let folder = URL(fileURLWithPath: package).standardizedFileURL.path
        let name = enclave ?? Self.enclaveName(of: image)
        let target = try EnclaveTarget.find(in: folder, named: [name])[0]
        let build = GuestBuild(package: folder, scratchPrefix: "reproduce-")
        try build.removeProducts()
        let rebuilt = try ImageBuild(target, with: build).image
        let differences = ImageComparison(given, rebuilt).differences
        let what =
            "\(VisibleText.of(image)) is \(differences.isEmpty ? "" : "not ")what \(VisibleText.of(target.name)) in "
            + "\(VisibleText.of(package)) builds"
        guard !differences.isEmpty else {
            print(
                "identical: \(what)\n  measurement  \(measured)"
            )
            return
        }
        print(
            """
            different: \(what)
              measurement of the image    \(measured)
              measurement of the sources  \(rebuilt.declaredMeasurement)
            """
        )
        for difference in differences { print("  \(difference)") }
        print(
            """
            Are these the sources of the image, with the same dependencies (Package.resolved), toolchain and \
            version of Redoubt? Here it is
              \(try Toolchain.find().version)
            """
        )
        throw ExitCode(1)
    }

    /// The enclave that an image's file is named after.
    static func enclaveName(of image: String) -> String {
        let file = URL(fileURLWithPath: image).lastPathComponent
        for ending in [".unsigned", ".enclave"] where file.hasSuffix(ending) {
            return String(file.dropLast(ending.count))
        }
        return file
    }
}
