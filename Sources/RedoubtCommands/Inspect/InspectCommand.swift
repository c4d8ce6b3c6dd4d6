import ArgumentParser
import Foundation
import RedoubtImage

/// The command `redoubt inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says who an enclave image is, and what is in it.",
        discussion: """
            Says whether signature and measurement hold, and decides nothing: status 0 means that the file \
            could be read as an image. To decide, use `redoubt verify-image`.
            """
    )

    @Argument(help: "The image, signed or not.")
    var image: String

    @Flag(help: "As one JSON object.")
    var json = false

    func run() throws {
        let assessment = ImageAssessment(try ImageInput.read(image))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            let report = try encoder.encode(ImageReport(assessment))
            print(JSONText.inASCII(String(decoding: report, as: UTF8.self)))
        } else {
            print(ImageReportText(assessment).text(path: image), terminator: "")
        }
    }
}
