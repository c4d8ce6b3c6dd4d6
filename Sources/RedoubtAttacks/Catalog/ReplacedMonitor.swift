internal import Foundation

/// Puts another program in the monitor's place, before the launch.
struct ReplacedMonitor: Attack {
    let name = "replaced-monitor"
    let aim = Aim.anotherMonitor
    let attackers = [Attacker.hostUser]
    let usesUpVictim = true

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        // Another program, if only by a byte at its end: nobody's signature is on it.
        var other = target
        other.monitor = "\(target.folder)/redoubt-monitor"
        defer { try? FileManager.default.removeItem(atPath: other.monitor) }
        do {
            let program = try Data(contentsOf: URL(fileURLWithPath: target.monitor)) + [0]
            try program.write(to: URL(fileURLWithPath: other.monitor))
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700],
                ofItemAtPath: other.monitor
            )
            if target.isControl {
                let process = Process()
                process.executableURL = URL(fileURLWithPath: other.monitor)
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                return .found("the replaced program runs, status \(process.terminationStatus)")
            }
            let victim = try await OwnVictim.launch(for: other)
            await victim.end()
            return .found("the host launched by a monitor that was changed")
        } catch {
            return .nothing("\(error)")
        }
    }
}
