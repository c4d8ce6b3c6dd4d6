internal import AttackInterface
internal import CRedoubtAttacks
internal import Foundation
internal import Glibc
internal import RedoubtControl

/// A process that holds the secrets as programs do: on the heap and in memory files; and the planted words in
/// registers, in a virtual processor, in its environment, and in a file of its user's.
///
/// It answers the commands of ``HostRole``.
enum ControlRole {
    static func run(_ arguments: [String]) async -> Int32 {
        guard arguments.count == 1, let seed = UInt64(arguments[0]) else { return 64 }
        redoubt_attacks_allow_debugger()
        _ = redoubt_attacks_raise_core_limit(getpid())
        let words = PlantedSecret.words(seed: seed)
        do throws(SystemError) {
            try SystemThread.start { unsafe redoubt_attacks_hold(words) }
        } catch {
            return 1
        }
        let file = redoubt_attacks_memory_file()
        let secrets = HeldSecret.allCases.flatMap { $0.bytes(seed: seed) }
        let page = secrets + [UInt8](repeating: 0, count: 4096 - secrets.count)
        guard makeFile(HeldSecret.words.bytes(seed: seed)) else { return 1 }
        guard file >= 0, unsafe write(file, page, page.count) == page.count else { return 1 }
        // Mapped and touched, so that /proc/PID/map_files leads to it, too.
        guard let mapping = unsafe mmap(nil, page.count, PROT_READ, MAP_SHARED, file, 0),
            unsafe mapping != MAP_FAILED
        else { return 1 }
        // Without KVM there are none; then their attacks are not made either.
        let processor = unsafe redoubt_attacks_make_processor(words)
        let privateMemory = unsafe redoubt_attacks_make_private_memory(words)
        AttackRole.say("launched \(getpid())")
        var forked: [Int32] = []
        while let command = readLine() {
            switch command {
            case "fork":
                forked.append(redoubt_attacks_fork_idle())
                AttackRole.say("\(forked.last ?? -1)")
            case "scribble": AttackRole.say("scribbling")
            default: AttackRole.say("\(PlantedSecret.digest(of: words))")
            }
        }
        for child in forked where child > 0 { kill(child, SIGKILL) }
        // Until here, whatever the optimizer thinks.
        withExtendedLifetime((words, page, file, processor, privateMemory)) {}
        return 0
    }

    /// Where that file is: victims of the same user have a folder of their own.
    static func developmentRoot(in folder: String) -> String { "\(folder)/control-root" }

    /// Writes a file as the development mode writes its root secret: for this user alone.
    private static func makeFile(_ bytes: [UInt8]) -> Bool {
        let folder = developmentRoot(in: FileManager.default.currentDirectoryPath)
        return
            (try? FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )) != nil
            && FileManager.default.createFile(
                atPath: "\(folder)/control",
                contents: Data(bytes),
                attributes: [.posixPermissions: 0o600]
            )
    }
}
