internal import CRedoubtAttacks
internal import Foundation
internal import Glibc
internal import RedoubtHost

/// Launches and calls while something runs out: descriptors, the disk, or memory.
///
/// What counts is that nothing is laid open, no weaker seal is taken, and nothing is left behind. A launch may
/// fail, and an enclave may end.
struct Exhaustion: Attack {
    enum Resource: String {
        case descriptors = "descriptor-exhaustion"
        case disk = "full-disk"
        case memory = "memory-pressure"
    }
    let resource: Resource
    /// A launch uses numbers from 64 on for a moment.
    private static let leastDescriptors: UInt64 = 62
    var name: String { resource.rawValue }
    let aim = Aim.reading
    let attackers = [Attacker.hostUser]
    let usesUpVictim = true

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        if resource == .disk, let problem = fillDisk(target) { return .impossible(problem) }
        if target.isControl {
            if resource == .memory { _ = redoubt_attacks_starve(target.sealed[0]) }
            search.searchAftermath(of: target.sealed, folder: target.folder)
            return search.finding
        }
        var launches = 0
        var refusals = 0
        for step in 0..<(resource == .descriptors ? 24 : 2) {
            if resource == .descriptors {
                _ = redoubt_attacks_limit_descriptors(Self.leastDescriptors + UInt64(step))
            }
            // At first no memory may be locked: the level that needs it must not become another one.
            if resource == .memory {
                _ = redoubt_attacks_limit_locked_memory(step == 0 ? 0 : .max)
            }
            do {
                let victim = try await OwnVictim.launch(for: target)
                _ = redoubt_attacks_limit_descriptors(.max)
                launches += 1
                if victim.enclave.isolation != target.level {
                    return .found("launched at \(victim.enclave.isolation)")
                }
                search.look(for: victim)
                let sealed = victim.sealed
                if resource == .memory {
                    for process in sealed { _ = redoubt_attacks_starve(process) }
                }
                _ = await victim.check()
                search.searchAftermath(of: sealed, folder: target.folder)
                if let left = await victim.end().first {
                    return .found("process \(left) is left after the end of its enclave")
                }
                if resource == .descriptors && launches == 2 { break }
            } catch {
                _ = redoubt_attacks_limit_descriptors(.max)
                refusals += 1
            }
            if let left = ProcessFiles.children(of: getpid()).first(where: ProcessFiles.isAlive) {
                return .found("process \(left) is left after a launch")
            }
        }
        guard launches > 0 || search.isFound else {
            return .impossible("no launch came through: nothing was under pressure")
        }
        if search.isFound { return search.finding }
        return .nothing("\(launches) launches, \(refusals) refused; \(search.finding.text)")
    }

    /// Leaves no room on the small disk, and works there.
    private func fillDisk(_ target: Target) -> String? {
        let folder = "\(target.folder)/small"
        var disk = statvfs()
        guard unsafe statvfs(folder, &disk) == 0, disk.f_blocks <= 4 else {
            return "only root can mount a small disk"
        }
        let filling = Data(repeating: 0, count: 1 << 16)
        _ = FileManager.default.createFile(atPath: "\(folder)/filling", contents: filling)
        unsafe setenv("TMPDIR", folder, 1)
        return FileManager.default.changeCurrentDirectoryPath(folder) ? nil : "chdir failed"
    }
}
