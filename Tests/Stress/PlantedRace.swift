import Foundation

/// Two threads that write to the same word: the sanitizer has to see it, or its silence says nothing.
enum PlantedRace {
    nonisolated(unsafe) private static var word = 0

    static func run() {
        let other = Thread { for _ in 0..<1_000 { unsafe word += 1 } }
        other.start()
        for _ in 0..<1_000 { unsafe word += 1 }
        while !other.isFinished { usleep(1_000) }
    }
}
