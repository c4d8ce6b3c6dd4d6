internal import Foundation
internal import Glibc

/// Opens every `/proc/PID/map_files` entry, which leads to memory whose descriptor is closed, reads and maps it.
struct MappedFiles: Attack {
    let name = "proc-map_files"
    let aim = Aim.reading
    /// For others the kernel refuses it, whatever the process.
    let attackers = [Attacker.root]

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        for process in target.all {
            for path in Self.paths(of: process) where !search.isOver {
                let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
                guard file >= 0 else {
                    search.fail(errno)
                    continue
                }
                search.search(descriptor: file, "by \(path)")
            }
        }
        return search.finding
    }

    /// The entries of memory that a process has mapped, without those of programs and libraries.
    static func paths(of process: Int32) -> [String] {
        ProcessMap(of: process).areas.filter {
            $0.inode != 0 && ($0.permissions.hasSuffix("s") || $0.path.hasSuffix("(deleted)"))
        }.map { area in
            let bounds = [area.range.lowerBound, area.range.upperBound]
                .map { String($0, radix: 16) }
            return "/proc/\(process)/map_files/\(bounds.joined(separator: "-"))"
        }
    }
}
