import RedoubtMonitor

/// What a monitor and a jailed enclave have left once the enclave runs.
enum JailReport {
    static func show() {
        print("Walls around the monitor:")
        showWalls()
        print("System calls that are allowed; any other ends the process:")
        for filter in SystemCallFilter.all {
            print("  \(filter.name)")
            for rule in filter.rules.sorted(by: { $0.name < $1.name }) {
                print("    \(rule.name)")
            }
        }
    }

    static func showWalls() {
        for wall in MonitorJail.walls {
            if let problem = wall.problem {
                print("  no   \(wall.name): \(problem)")
            } else {
                print("  yes  \(wall.name)")
            }
        }
    }
}
