import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import Testing

@Suite("Launch")
struct LaunchTests {
    private func launchError(
        _ level: IsolationLevel,
        image bytes: [UInt8]
    ) async throws -> EnclaveError? {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-\(UUID().uuidString).enclave").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        options.launchTimeout = .seconds(5)
        return await enclaveError { _ = try await Enclave.launch(path, options: options) }
    }

    private func fixture() async throws -> [UInt8] {
        let path = try await enclaveImage("FixtureEnclave")
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test("What is not an image is refused by name", arguments: testedIsolation)
    func notAnImage(_ level: IsolationLevel) async throws {
        let empty = try await launchError(level, image: [])
        #expect(empty?.code == .imageRefused)
        let text = try await launchError(level, image: Array("#!/bin/sh\n".utf8))
        #expect(text?.code == .imageRefused)
        let own = try Data(contentsOf: productsDirectory.appendingPathComponent("redoubt-monitor"))
        let program = try await launchError(level, image: Array(own.prefix(1 << 20)))
        #expect(program?.code == .imageRefused)
        #expect(program?.message.contains("redoubt build") == true)
    }

    @Test("An image that lacks its end is refused", arguments: testedIsolation)
    func truncated(_ level: IsolationLevel) async throws {
        let image = try await fixture()
        for size in [100, 4095, 4096, image.count / 2, image.count - 1] {
            let error = try await launchError(level, image: Array(image.prefix(size)))
            #expect(error?.code == .imageRefused)
        }
        let longer = try await launchError(level, image: image + [0])
        #expect(longer?.code == .imageRefused)
    }

    @Test(
        "An image whose header was changed to break a rule is refused",
        arguments: testedIsolation
    )
    func brokenHeader(_ level: IsolationLevel) async throws {
        let image = try await fixture()
        // The first segment's permissions: read, write and execute.
        var both = image
        both[56 + 24] = 7
        #expect(
            try await launchError(level, image: both)?.message.contains("writable and executable")
                == true
        )
        // The entry: where the constants are.
        var entry = image
        entry.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(try await launchError(level, image: entry)?.message.contains("entry") == true)
        // The heap: larger than any enclave.
        var heap = image
        heap.replaceSubrange(24..<32, with: [0, 0, 0, 0, 0, 1, 0, 0])
        #expect(try await launchError(level, image: heap)?.message.contains("heapBytes") == true)
    }

    @Test("A file that is not there is named")
    func missing() async throws {
        let error = await enclaveError { _ = try await Enclave.launch("/nowhere/x.enclave") }
        #expect(error?.code == .imageUnreadable)
        #expect(error?.message.contains("/nowhere/x.enclave") == true)
    }

    @Test("Automatic takes the strongest level that there is")
    func automatic() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        try await Enclave.withLaunched(image) { enclave in
            #expect(enclave.isolation == testedIsolation.first)
            #expect(
                enclave.unavailable.count
                    == IsolationLevel.strongestFirst.firstIndex(of: enclave.isolation)
            )
        }
    }

    @Test("A monitor that cannot be found or started is named")
    func monitor() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        var options = LaunchOptions()
        options.monitorPath = "/nowhere/redoubt-monitor"
        let missing = await enclaveError { _ = try await Enclave.launch(image, options: options) }
        #expect(missing?.code == .monitorNotFound)
        options.monitorPath = "/bin/true"
        let wrong = await enclaveError { _ = try await Enclave.launch(image, options: options) }
        #expect(wrong?.code == .launchFailed)
        // As a monitor, this program says nothing and does not end.
        options.monitorPath = productsDirectory.appendingPathComponent("FixtureHost").path
        options.launchTimeout = .milliseconds(200)
        let late = await enclaveError { _ = try await Enclave.launch(image, options: options) }
        #expect(late?.code == .launchTimedOut)
    }

    @Test(
        "An interface that the enclave does not serve is refused, and nothing else happens",
        arguments: testedIsolation
    )
    func otherInterface(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let stranger = InterfaceMethod(InterfaceFingerprint(1), 0, "Stranger.call")
            let error = await enclaveError {
                _ = try await enclave.call(
                    stranger,
                    arguments: { _ in },
                    reply: Int.self,
                    failure: Never.self
                )
            }
            #expect(error?.code == .interfaceMismatch)
            #expect(try await client.add(1, 1) == 2)
        }
    }

    @Test("A level that the machine has not got makes the launch fail, and says what to do")
    func withoutKVM() async throws {
        // In a mount namespace of its own, /dev/kvm is an empty file, and then absent.
        let image = try await enclaveImage("FixtureEnclave")
        let host = productsDirectory.appendingPathComponent("FixtureHost").path
        guard geteuid() == 0, unsafe access("/dev/kvm", R_OK) == 0 else {
            StandardError.write("SKIPPED: hiding /dev/kvm needs root and /dev/kvm")
            return
        }
        for (level, outcome) in [(0, "is not KVM"), (1, "is not KVM"), (2, ""), (3, "")] {
            let script =
                "mount --bind /dev/null /dev/kvm && exec \"$0\" launch-many \"$1\" \(level) 1"
            let output = try await run("/usr/bin/unshare", ["-m", "sh", "-c", script, host, image])
            #expect((output.status == 0) == outcome.isEmpty)
            #expect(outcome.isEmpty || output.standardError.contains(outcome))
        }
    }
}
