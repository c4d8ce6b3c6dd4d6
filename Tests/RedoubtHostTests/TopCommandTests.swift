import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("redoubt top")
struct TopCommandTests {
    private func text(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> ProgramOutput {
        try await run(
            productsDirectory.appendingPathComponent("redoubt").path,
            ["top"] + arguments,
            environment: environment
        )
    }

    @Test(arguments: testedIsolation)
    func `It shows an enclave with its identity and the calls that were made`(
        _ level: IsolationLevel
    ) async throws {
        try await withFixture(level) { enclave, client async throws in
            for number in 0..<70 { _ = try await client.add(number, 1) }
            let lines = try await top()
            let line = try #require(
                lines.first { $0["monitor_pid"] as? Int32 == enclave.monitorProcessID }
            )
            #expect(line["image"] as? String == "FixtureEnclave")
            #expect(line["measurement"] as? String == "\(enclave.identity.measurement)")
            #expect(line["isolation"] as? String == "\(level)")
            #expect(line["platform"] as? String == "development")
            #expect(line["calls"] as? Int == 70)
            #expect(line["failures"] as? Int == 0)
            #expect(line["calls_per_second"] as? Double == 0)
            #expect(line["p50_microseconds"] == nil)
            #expect(line["cpu_percent"] is Double)
            #expect(line["resident_bytes"] as? Int ?? 0 > 0)
            #expect(line["declared_bytes"] as? Int ?? 0 > 1 << 20)
            #expect((line["host"] as? [String: Any])?["pid"] as? Int32 == getpid())
            let threads = try #require(line["threads"] as? [String: Int])
            #expect(threads["count"] == enclave.threadCount)
            #expect(threads["busy"] == 0)
        }
    }

    @Test(arguments: testedIsolation)
    func `It counts the calls of the interval, and says how long they took`(
        _ level: IsolationLevel
    ) async throws {
        try await withFixture(level) { enclave, client async throws in
            let calling = Task {
                while !Task.isCancelled { _ = try await client.add(1, 1) }
            }
            let lines = try await top()
            calling.cancel()
            _ = try? await calling.value
            let line = try #require(
                lines.first { $0["monitor_pid"] as? Int32 == enclave.monitorProcessID }
            )
            let rate = try #require(line["calls_per_second"] as? Double)
            let middle = try #require(line["p50_microseconds"] as? Double)
            let slow = try #require(line["p99_microseconds"] as? Double)
            #expect(rate > 0)
            #expect(middle > 0 && middle <= slow)
            // One call at a time: together they take no longer than there was time.
            let busyTime = rate * middle
            #expect(busyTime < 3_000_000)
        }
    }

    @Test func `A table fits into 80 columns, and no name steers the terminal`() async throws {
        let level = try #require(testedIsolation.last)
        let folder = try StatisticsFolder()
        let image = "\(folder.path)/\u{1B}[31mred\u{202E}.enclave"
        try FileManager.default.copyItem(
            atPath: try await enclaveImage("FixtureEnclave"),
            toPath: image
        )
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        try await Enclave.withLaunched(image, policy: .development, options: options) { enclave in
            let output = try await text(["--once", "--interval", "0.1"])
            #expect(output.status == 0)
            let lines = output.standardOutput.split(separator: "\n")
            let short = "\(enclave.identity.measurement)".prefix(6)
            #expect(lines.contains { $0.contains("\u{FFFD}[31mred") && $0.contains(short) })
            #expect(lines.allSatisfy { $0.count <= 80 })
            #expect(!output.standardOutput.unicodeScalars.contains("\u{1B}"))
            #expect(!output.standardOutput.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test func `Where no enclave runs it says so, and how to see one`() async throws {
        let folder = try StatisticsFolder()
        // Root is shown everybody's, and other tests may run.
        let environment = ["XDG_RUNTIME_DIR": folder.path]
        let others = try await top(environment: environment)
        let output = try await text(["--once", "--interval", "0.1"], environment: environment)
        #expect(output.status == 0)
        if others.isEmpty {
            #expect(output.standardOutput.contains("No enclave runs"))
            #expect(output.standardOutput.contains("redoubt new"))
        } else {
            #expect(output.standardOutput.contains("ENCLAVE"))
        }
    }

    @Test func `A malformed page and a directory of somebody else's are named, not believed`()
        async throws
    {
        let folder = try StatisticsFolder()
        let path = "\(folder.path)/redoubt"
        let environment = ["XDG_RUNTIME_DIR": folder.path]
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let page = "\(path)/enclave-0123456789abcdef"
        try Data(repeating: 7, count: 9_000).write(to: URL(fileURLWithPath: page))
        let file = unsafe open(page, O_RDONLY)
        defer { close(file) }
        #expect(flock(file, LOCK_EX) == 0)
        let malformed = try await text(
            ["--once", "--json", "--interval", "0.1"],
            environment: environment
        )
        #expect(malformed.status == 0)
        #expect(malformed.standardError.contains("enclave-0123456789abcdef"))
        #expect(malformed.standardError.contains("not a statistics page"))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        let open = try await text(["--once", "--interval", "0.1"], environment: environment)
        #expect(open.status == 0)
        #expect(open.standardOutput.contains("has mode 755"))
    }

    @Test(arguments: ["0", "-1", "nan", "4000"])
    func `An interval that makes no sense is refused`(_ interval: String) async throws {
        let output = try await text(["--once", "--interval=\(interval)"])
        #expect(output.status == 64)
        #expect(output.standardError.contains("interval"))
    }
}
