internal import Foundation
internal import Glibc

/// Plants a library and a loader's log in the host's environment, and sees whether the monitor takes them over.
struct PlantedLibrary: Attack {
    let name = "ld_preload"
    let aim = Aim.reading
    let attackers = [Attacker.hostUser]
    let usesUpVictim = true

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        let library = "\(target.folder)/planted.so"
        let log = "\(target.folder)/loader"
        defer { for file in MemorySearch.files(in: target.folder) { unsafe unlink(file) } }
        guard
            let source = ProcessFiles.text("/proc/self/maps").split(separator: "\n")
                .compactMap({ $0.split(separator: " ").last.map(String.init) })
                .first(where: { $0.contains("/libm.so") || $0.contains("/libm-") }),
            (try? FileManager.default.copyItem(atPath: source, toPath: library)) != nil
        else { return .impossible("no library was found that could be planted") }
        unsafe setenv("LD_PRELOAD", library, 1)
        unsafe setenv("LD_DEBUG", "libs", 1)
        unsafe setenv("LD_DEBUG_OUTPUT", log, 1)
        var processes: [Int32] = []
        if target.isControl {
            let program = Process()
            program.executableURL = URL(fileURLWithPath: "/bin/true")
            guard (try? program.run()) != nil else {
                return .impossible("/bin/true does not start")
            }
            processes = [program.processIdentifier]
            program.waitUntilExit()
        } else {
            guard let victim = try? await OwnVictim.launch(for: target) else {
                return .impossible("the victim did not start")
            }
            processes = victim.sealed
            await victim.end()
        }
        for process in processes where ProcessFiles.text("\(log).\(process)").contains(library) {
            return .found("process \(process) loaded the planted library")
        }
        return .nothing("\(processes.count) processes started without the planted library")
    }
}
