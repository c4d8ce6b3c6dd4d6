import ArgumentParser
import Foundation
import Glibc
import RedoubtAttacks
import RedoubtControl

/// The command `redoubt attack`.
struct AttackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attack",
        abstract:
            "Attacks an enclave of its own in every way it knows, and says what was promised and what held.",
        discussion: """
            Run it from a clone. It launches an enclave with a secret, at every level of isolation, and attacks \
            it as the host's user, as another user and as root; the last two take root. It touches no process \
            but its own. Each attack is made on an unprotected process first, where it must succeed. Status 0 \
            says that all held, 1 that a promise was broken, 2 that a control failed.
            """,
        subcommands: [AttackRoleCommand.self]
    )

    @Flag(help: "One JSON object per line.")
    var json = false

    func run() async throws {
        let (image, monitor) = try Self.parts()
        let report: AttackReport
        do {
            report = try AttackSuite(image: image, monitor: monitor).run { progress in
                StandardError.write(progress)
            }
        } catch let error as SuiteError {
            throw CommandFailure(error.description)
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for row in report.rows {
                print(String(decoding: try encoder.encode(row), as: UTF8.self))
            }
        } else {
            print(AttackTable(report.rows, isColored: isatty(STDOUT_FILENO) == 1).text)
        }
        if report.leftProcesses > 0 {
            StandardError.write(
                "\(report.leftProcesses) processes were left after their enclaves' ends, and were ended now"
            )
        }
        throw ExitCode(report.exitStatus)
    }

    private static func parts() throws -> (image: String, monitor: String) {
        guard let clone = RedoubtClone.find() else {
            throw CommandFailure(
                "the enclave to attack is a part of Redoubt's repository: run this from a clone"
            )
        }
        let monitor = Bundle.main.bundlePath + "/redoubt-monitor"
        guard FileManager.default.isExecutableFile(atPath: monitor) else {
            throw CommandFailure(
                "the monitor is not beside this program, at \(monitor): build it with "
                    + "`swift build --product redoubt-monitor`"
            )
        }
        let enclave = try EnclaveTarget.find(in: clone, named: ["AttackEnclave"])[0]
        return (try BuildCommand.build(enclave, of: clone), monitor)
    }
}
