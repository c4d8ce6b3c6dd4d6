import ArgumentParser
import RedoubtAttestation

/// The command `redoubt inspect-evidence`.
struct InspectEvidenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect-evidence",
        abstract: "Shows every field of evidence of any family, without checking it."
    )

    @Argument(help: "The evidence: a quote, report, document or token.")
    var file: String

    @Flag(help: "Print one JSON object, all values as text.")
    var json = false

    func run() throws {
        let bytes = try InputFile(file, "evidence", limitBytes: 4 << 20).bytes
        let fields: [EvidenceField]
        do throws(Reason) {
            fields = try Evidence(bytes).fields
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
        if json {
            print(String(decoding: EvidenceField.json(fields), as: UTF8.self))
        } else {
            print("Nothing of this has been checked.")
            for field in fields { print(VerdictText.line(field.name, field.value)) }
        }
    }
}
