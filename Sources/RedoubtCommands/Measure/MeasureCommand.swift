import ArgumentParser
import Foundation
import RedoubtImage

/// The command `redoubt measure`.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Measures an enclave image: computed from its pages, as a launch does.",
        discussion: """
            Status 1 says that the header of the image names another measurement: the image was changed, or \
            damaged.
            """
    )

    @Argument(help: "The image, signed or not.")
    var image: String

    @Flag(help: "Every record that is measured, a line each, instead of the measurement.")
    var log = false

    func run() throws {
        let parsed = try ImageInput.read(image)
        let measured = parsed.measured()
        if log {
            try Self.writeLog(parsed)
        } else {
            print(measured)
        }
        do throws(ImageError) {
            try parsed.checkMeasurement(measured)
        } catch {
            throw CommandFailure("\(image): \(error)")
        }
    }

    private static func writeLog(_ image: EnclaveImage) throws {
        var output = BufferedOutput()
        var problem: (any Error)?
        MeasurementLog.write(image) { line in
            guard problem == nil else { return }
            do {
                try output.write(line)
            } catch {
                problem = error
            }
        }
        if problem == nil { try output.flush() }
        if let problem {
            throw CommandFailure("the log cannot be written: \(problem.localizedDescription)")
        }
    }
}
