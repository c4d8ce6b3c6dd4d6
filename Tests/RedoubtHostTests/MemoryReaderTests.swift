import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Readers of memory")
struct MemoryReaderTests {
    /// `/proc/PID/maps` to its end; nil if it may not be read.
    ///
    /// The kernel gives it in pieces, after the first of which `FileManager` stops.
    private static func map(of process: Int32) -> String? {
        guard let file = FileHandle(forReadingAtPath: "/proc/\(process)/maps"),
            let bytes = try? file.readToEnd()
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// All that can be read of a process through `/proc/PID/mem`, searched for some bytes.
    private struct Search {
        var found = false
        var readBytes = 0

        init(_ process: Int32, for secret: [UInt8]) {
            guard let map = MemoryReaderTests.map(of: process),
                let memory = FileHandle(forReadingAtPath: "/proc/\(process)/mem")
            else { return }
            for line in map.split(separator: "\n") {
                let bounds = line.split(separator: " ")[0].split(separator: "-")
                guard let start = UInt64(bounds[0], radix: 16),
                    let end = UInt64(bounds[1], radix: 16),
                    // No file has an offset that is larger; what lies there is the kernel's.
                    end <= UInt64(Int64.max)
                else { continue }
                search(memory, start..<end, for: secret)
            }
        }

        private mutating func search(
            _ memory: FileHandle,
            _ range: Range<UInt64>,
            for secret: [UInt8]
        ) {
            let chunk: UInt64 = 1 << 20
            let overlap = UInt64(secret.count)
            var at = range.lowerBound
            while at < range.upperBound {
                let count = min(chunk + overlap, range.upperBound - at)
                if (try? memory.seek(toOffset: at)) != nil,
                    let bytes = try? memory.read(upToCount: Int(count))
                {
                    readBytes += bytes.count
                    if bytes.range(of: Data(secret)) != nil { found = true }
                }
                at += chunk
            }
        }
    }

    @Test(
        "Root finds the secret in ordinary memory, and not in private memory",
        arguments: testedIsolation
    )
    func rootReads(_ level: IsolationLevel) async throws {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: reading as root needs root")
            return
        }
        try await withFixture(level) { enclave, client async throws in
            let secret = try await client.keepSecret().map { ~$0 }
            let monitor = enclave.monitorProcessID
            let searches = ([monitor] + ProcessTree.children(of: monitor)).map {
                Search($0, for: secret)
            }
            #expect(searches.reduce(0) { $0 + $1.readBytes } > 1 << 20)
            // What is found in ordinary memory shows that the search would find it.
            #expect(searches.contains { $0.found } == (level.memory == .ordinary))
        }
    }

    @Test(
        "Whoever has private memory keeps the machine from hibernating",
        arguments: testedIsolation
    )
    func hibernation(_ level: IsolationLevel) async throws {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: reading a monitor's map needs root")
            return
        }
        try await withFixture(level) { enclave, _ in
            let monitor = enclave.monitorProcessID
            let maps = ([monitor] + ProcessTree.children(of: monitor)).compactMap(Self.map)
            #expect(maps.count == (level.backend == .process ? 2 : 1))
            // The kernel hibernates no machine on which a process has such memory.
            let hasSecretMemory = maps.contains { $0.contains("secretmem") }
            #expect(hasSecretMemory == (level.memory == .private))
        }
    }

    @Test("Another process of the same user reads nothing", arguments: testedIsolation)
    func sameUserReads(_ level: IsolationLevel) async throws {
        guard geteuid() == 0 else {
            StandardError.write("SKIPPED: becoming another user needs root")
            return
        }
        // Host and reader are of one user, who is not root. The control is a process that is not hardened.
        let index = try #require(IsolationLevel.strongestFirst.firstIndex(of: level))
        let host = try await HostCopy()
        let script = """
            "$0/FixtureHost" hold "$0/image" \(index) > "$0/out" & host=$!
            while [ ! -s "$0/out" ] && kill -0 $host; do sleep 0.05; done
            monitor=$(cat "$0/out")
            sleep 60 & control=$!
            for target in $control $monitor; do
                if head -c 0 /proc/$target/mem && cat /proc/$target/maps | grep -q r; then
                    echo read; else echo refused; fi
            done
            kill $control; kill $host
            """
        // In a mount namespace of its own, /dev/kvm is for everybody, where there is one.
        let become = """
            if [ -e /dev/kvm ]; then
                cp -a /dev/kvm "$0/kvm" && chmod 666 "$0/kvm" && mount --bind "$0/kvm" /dev/kvm
            fi
            exec setpriv --reuid=65534 --regid=65534 --clear-groups /bin/sh -c "$1" "$0"
            """
        let result = try await host.runIsolated(become, script)
        #expect(
            result.standardOutput.split(separator: "\n") == ["read", "refused"],
            "\(result.standardError)"
        )
    }
}
