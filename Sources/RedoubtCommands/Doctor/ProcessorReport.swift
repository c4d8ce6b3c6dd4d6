import Foundation
import RedoubtControl
import RedoubtMonitor

/// What others could learn of an enclave by sharing processor and memory with it.
enum ProcessorReport {
    static func show() {
        print("Sharing of processors and pages with others:")
        JailReport.show(ProcessorSharing.precautions)
        for line in machine { print("  \(line)") }
        print("The processor's known weaknesses, as the kernel sees them:")
        let weaknesses = weaknesses(in: "/sys/devices/system/cpu/vulnerabilities")
        for (name, state) in weaknesses where state != "Not affected" {
            print("  \(state.hasPrefix("Vulnerable") ? "OPEN" : "    ") \(name): \(state)")
        }
        let absent = weaknesses.filter { $0.state == "Not affected" }.map(\.name)
        if !absent.isEmpty { print("  not affected: \(absent.joined(separator: ", "))") }
        if weaknesses.isEmpty { print("  the kernel does not say") }
    }

    /// What a folder of one file for each weakness says, by name.
    static func weaknesses(in folder: String) -> [(name: String, state: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().compactMap { name in
            line(of: "\(folder)/\(name)").map { (VisibleText.of(name), $0) }
        }
    }

    private static var machine: [String] {
        var lines: [String] = []
        switch line(of: "/sys/devices/system/cpu/smt/active") {
        case "0": lines.append("yes  no two threads on a core: simultaneous multithreading is off")
        case "1":
            lines.append(
                "no   simultaneous multithreading is on: without core scheduling, `nosmt` keeps others off the core"
            )
        default: break
        }
        let swaps = (try? String(contentsOfFile: "/proc/swaps", encoding: .utf8)) ?? ""
        if swaps.split(separator: "\n").count > 1 {
            lines.append(
                "note there is swap: ordinary memory that a monitor may not lock can get there "
                    + "(`ulimit -l unlimited`, or LimitMEMLOCK=infinity, lets it)"
            )
        } else {
            lines.append("yes  there is no swap")
        }
        return lines
    }

    private static func line(of path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return VisibleText.of(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
