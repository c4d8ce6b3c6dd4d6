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
        show(MonitorJail.walls)
    }

    static func show(_ precautions: [Precaution]) {
        for precaution in precautions {
            if let problem = precaution.problem {
                print("  no   \(precaution.name): \(problem)")
            } else {
                print("  yes  \(precaution.name)")
            }
        }
    }
}
