import FixtureInterface
import Foundation
import RedoubtHost
import SeededTesting

/// Uses the host's side in every way at once, for a thread sanitizer to look on: `make tsan`.
///
/// It checks the answers too, but that is what the tests are for.
@main
enum Main {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.dropFirst() == ["race"] { return PlantedRace.run() }
        guard arguments.count == 4, let seconds = Int(arguments[3]), seconds > 0 else {
            print("usage: host-stress IMAGE MONITOR SECONDS, or: host-stress race")
            exit(64)
        }
        let generator = SeededGenerator(for: "host-stress")
        let end = ContinuousClock.now + .seconds(seconds)
        var tally: [Outcome: Int] = [:]
        var round: UInt64 = 0
        while ContinuousClock.now < end {
            round += 1
            let stress = Stress(image: arguments[1], monitor: arguments[2], round: round)
            for outcome in try await stress.run(SeededGenerator(seed: generator.seed &+ round)) {
                tally[outcome, default: 0] += 1
            }
        }
        print("\(round) enclaves and a pool each")
        for outcome in Outcome.allCases { print("\(outcome): \(tally[outcome, default: 0])") }
        // What did not happen was not looked at.
        let missing = Outcome.allCases.filter { tally[$0] == nil }
        if !missing.isEmpty || tally[.wrong] != nil { exit(1) }
    }
}
