internal import AttackInterface
internal import CRedoubtAttacks
internal import Foundation
internal import Glibc
internal import RedoubtControl
internal import RedoubtHost

/// The honest host of a victim: it launches it, has it make its secret, and does what it is told.
///
/// | command | does | answers |
/// |---|---|---|
/// | `check` | asks the enclave for the secret's digest | the digest, or `ended` and why |
/// | `fork` | forks, and leaves the child waiting | its process number |
/// | `scribble` | writes malformed messages over all channels for two seconds | `scribbling` |
enum HostRole {
    static func run(_ arguments: [String]) async -> Int32 {
        guard arguments.count == 4, let level = Int(arguments[2]), let seed = UInt64(arguments[3])
        else { return 64 }
        do {
            let victim = try await OwnVictim.launch(
                image: arguments[0],
                monitor: arguments[1],
                levelIndex: level,
                seed: seed,
                folder: FileManager.default.currentDirectoryPath
            )
            let keys = victim.platformKeys.map { "\($0)" }.joined(separator: ",")
            AttackRole.say("launched \(victim.enclave.monitorProcessID) \(keys)")
            var forked: [Int32] = []
            while let command = readLine() {
                switch command {
                case "fork":
                    forked.append(redoubt_attacks_fork_idle())
                    AttackRole.say("\(forked.last ?? -1)")
                case "scribble":
                    Scribbler.start(on: victim.enclave, milliseconds: 2_000)
                    AttackRole.say("scribbling")
                default: AttackRole.say(await victim.check())
                }
            }
            for child in forked where child > 0 { kill(child, SIGKILL) }
            await victim.end()
            return 0
        } catch let error as EnclaveError where error.code == .isolationUnavailable {
            AttackRole.say("unavailable \(error.message)")
        } catch {
            AttackRole.say("refused \(error)")
        }
        return 1
    }
}
