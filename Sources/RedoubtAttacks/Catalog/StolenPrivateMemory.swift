internal import CRedoubtAttacks
internal import Foundation
internal import Glibc
internal import RedoubtABI

/// Gets hold of `guest_memfd`, maps it, reads it, and binds it to a virtual machine of the attacker's own.
struct StolenPrivateMemory: Attack {
    let name = "stolen-guest_memfd"
    let aim = Aim.reading
    /// Its descriptor is closed; for others the kernel refuses the way by the mapping, whatever the process.
    let attackers = [Attacker.root]

    func obstacle(at level: IsolationLevel) -> String? {
        level == IsolationLevel(.virtualization, .private) ? nil : "the level has no guest_memfd"
    }

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        var files: [Int32] = []
        for process in target.sealed {
            files += MappedFiles.paths(of: process).map { unsafe open($0, O_RDWR | O_CLOEXEC) }
            if files.contains(where: { $0 < 0 }) { search.fail(errno) }
            files += ProcessFiles.descriptors(of: process).map {
                redoubt_attacks_steal_descriptor(process, $0)
            }
        }
        for file in files where file >= 0 {
            // The control has the secret in other files, too, which would prove nothing.
            if target.isControl && !isPrivateMemory(file) {
                close(file)
                continue
            }
            let isBound = redoubt_attacks_bind_private_memory(file) == 0
            search.search(descriptor: file, "by a stolen descriptor")
            if isBound { return .found("bound the memory to another machine") }
        }
        if target.isControl && search.readBytes == 0 {
            return .impossible("the kernel gives no guest_memfd that can be mapped")
        }
        return search.finding
    }

    private func isPrivateMemory(_ file: Int32) -> Bool {
        let link = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\(file)"
        )
        return link.map { $0.contains("gmem") || $0.contains("guest_memfd") } ?? false
    }
}
