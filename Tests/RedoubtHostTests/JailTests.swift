import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

/// What a monitor, and a jailed process, have left once the enclave serves calls.
@Suite("The monitor's jail")
struct JailTests {
    private func status(of task: String) throws -> [String: String] {
        let data = try #require(FileManager.default.contents(atPath: "\(task)/status"))
        var fields: [String: String] = [:]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        return fields
    }

    /// The monitor and what it started.
    private func processes(of enclave: Enclave) -> [Int32] {
        [enclave.monitorProcessID] + ProcessTree.children(of: enclave.monitorProcessID)
    }

    /// The status of every thread of an enclave's processes, once all have a filter, or after 5 seconds: the
    /// monitor's last steps follow its answer to the host.
    private func settled(_ enclave: Enclave) async throws -> [[String: String]] {
        var threads: [[String: String]] = []
        for _ in 0..<500 {
            threads = []
            for process in processes(of: enclave) {
                let tasks = "/proc/\(process)/task"
                for task in try FileManager.default.contentsOfDirectory(atPath: tasks) {
                    threads.append(try status(of: "\(tasks)/\(task)"))
                }
            }
            // KVM's own worker runs no code of the process's.
            threads.removeAll { $0["Name"]?.hasPrefix("kvm-") == true }
            if threads.allSatisfy({ $0["Seccomp"] == "2" }) { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        return threads
    }

    @Test("Every thread is under a filter, without privileges", arguments: testedIsolation)
    func filters(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, _ in
            let threads = try await settled(enclave)
            #expect(threads.allSatisfy { $0["Seccomp"] == "2" && $0["NoNewPrivs"] == "1" })
            // The first thread and one for each of the enclave's; a jail's threads and one that watches it.
            #expect(threads.count == 1 + 4 + (level.backend == .process ? 1 : 0))
        }
    }

    @Test(
        "The monitor has no capabilities, no files and no descriptors but its own",
        arguments: testedIsolation
    )
    func nothingLeft(_ level: IsolationLevel) async throws {
        // Only root may look into a process that is not dumpable.
        try #require(geteuid() == 0)
        try await withFixture(level) { enclave, client in
            _ = try await settled(enclave)
            let monitor = "/proc/\(enclave.monitorProcessID)"
            let fields = try status(of: monitor)
            for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
                #expect(fields[set] == "0000000000000000", "\(set)")
            }
            let root = try FileManager.default.contentsOfDirectory(atPath: "\(monitor)/root/")
            #expect(root == [])
            let descriptors = try FileManager.default.contentsOfDirectory(atPath: "\(monitor)/fd")
            // The socket and the host; then a virtual processor for each thread, or the jailed process.
            #expect(descriptors.count == 2 + (level.backend == .virtualization ? 4 : 1))
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/mnt")
            #expect(
                try FileManager.default.destinationOfSymbolicLink(atPath: "\(monitor)/ns/mnt")
                    != own
            )
            // And it still serves.
            #expect(try await client.add(2, 3) == 5)
        }
    }

    /// The `VmFlags` of a process's mappings of at least a size.
    private func flags(of process: Int32, atLeastKiB: Int) throws -> [Set<Substring>] {
        // `contents(atPath:)` takes the first piece of such a file for the whole.
        let smaps = try #require(FileHandle(forReadingAtPath: "/proc/\(process)/smaps"))
        let data = try #require(try smaps.readToEnd())
        var found: [Set<Substring>] = []
        var kibibytes = 0
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            switch words.first {
            case "Size:": kibibytes = Int(words[1]) ?? 0
            case "VmFlags:" where kibibytes >= atLeastKiB: found.append(Set(words.dropFirst()))
            default: break
            }
        }
        return found
    }

    /// Locked, left out of core files, and left out of forks; `mg` says that pages may be merged.
    private let wanted: Set<Substring> = ["lo", "dd", "dc"]

    @Test(
        "Ordinary memory is locked, and left out of core files, forks and merging",
        arguments: testedIsolation.filter { $0.memory == .ordinary }
    )
    func ordinaryMemory(_ level: IsolationLevel) async throws {
        try #require(geteuid() == 0)
        try await withFixture(level) { enclave, _ in
            let holder = try #require(processes(of: enclave).last)
            let heap = try flags(of: holder, atLeastKiB: 2 << 10).filter {
                wanted.isSubset(of: $0) && !$0.contains("mg")
            }
            #expect(!heap.isEmpty)
        }
        // The control: memory that nobody cared for.
        let size = 64 << 20
        let plain = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        defer { unsafe munmap(plain, size) }
        let own = try flags(of: getpid(), atLeastKiB: size >> 10)
        #expect(own.contains { $0.isDisjoint(with: wanted) })
    }
}
