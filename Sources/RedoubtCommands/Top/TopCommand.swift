import ArgumentParser
import Foundation
import RedoubtControl

/// The command `redoubt top`.
struct TopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Shows the enclaves that run, and how they are called.",
        discussion: """
            Shows this user's enclaves, and as root everybody's. What it shows of an enclave is its host's word. \
            Latency is that of calls in the last interval, an estimate from samples.
            """
    )

    @Flag(help: "One JSON object for each enclave and interval.")
    var json = false

    @Flag(help: "Show one interval and end.")
    var once = false

    @Option(help: ArgumentHelp("How long an interval is.", valueName: "seconds"))
    var interval = 1.0

    /// The intervals that may be asked for, in seconds.
    static let intervals = 0.1...3_600

    func validate() throws {
        guard Self.intervals.contains(interval) else {
            throw ValidationError(
                "an interval of \(interval) seconds was asked for: give from \(Self.intervals.lowerBound) to "
                    + "\(Self.intervals.upperBound)"
            )
        }
    }

    func run() async throws {
        let clearsScreen = !json && !once && isatty(STDOUT_FILENO) == 1
        var before = EnclaveScan()
        repeat {
            try await Task.sleep(for: .seconds(interval))
            let now = EnclaveScan()
            try show(now, since: before, clearsScreen: clearsScreen)
            before = now
        } while !once
    }

    private func show(
        _ scan: EnclaveScan,
        since before: EnclaveScan,
        clearsScreen: Bool
    ) throws {
        let activities = scan.samples.map { sample in
            EnclaveActivity(sample, since: before.samples.first { $0.page == sample.page })
        }
        var lines: [String] = []
        if json {
            lines = try activities.map { try $0.json() }
        } else if activities.isEmpty {
            lines = [
                "No enclave runs that this user can see. Launch one, as `make demo` in a clone or",
                "`redoubt new` in an empty folder do. A host that sets publishesStatistics to false",
                "is not shown.",
            ]
        } else {
            lines = ActivityTable.lines(activities)
        }
        for problem in scan.problems {
            json ? StandardError.write(problem) : lines.append("! \(problem)")
        }
        var text = lines.map { $0 + "\n" }.joined()
        // Home, and all that is left of what was there before is erased.
        if clearsScreen { text = "\u{1B}[H\u{1B}[J" + text }
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
