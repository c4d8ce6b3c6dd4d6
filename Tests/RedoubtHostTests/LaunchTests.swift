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
        return await enclaveError {
            _ = try await Enclave.launch(path, policy: .development, options: options)
        }
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

    @Test("What is no file is refused at once", arguments: testedIsolation)
    func noFile(_ level: IsolationLevel) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Nobody ever writes into the pipe.
        let pipe = folder.appendingPathComponent("Pipe.enclave").path
        let made = unsafe mkfifo(pipe, 0o600)
        try #require(made == 0)
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        for path in [pipe, folder.path] {
            let error = await enclaveError {
                _ = try await Enclave.launch(path, policy: .development, options: options)
            }
            #expect(error?.code == .imageRefused)
            #expect(error?.message.contains("it is not a file") == true)
        }
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
        both[128 + 24] = 7
        #expect(
            try await launchError(level, image: both)?.message.contains("writable and executable")
                == true
        )
        // The entry: where the constants are.
        var entry = image
        entry.replaceSubrange(88..<96, with: [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(try await launchError(level, image: entry)?.message.contains("entry") == true)
        // The heap: larger than any enclave.
        var heap = image
        heap.replaceSubrange(96..<104, with: [0, 0, 0, 0, 0, 1, 0, 0])
        #expect(try await launchError(level, image: heap)?.message.contains("heapBytes") == true)
    }

    @Test("A file that is not there is named")
    func missing() async throws {
        let error = await enclaveError {
            _ = try await Enclave.launch("/nowhere/x.enclave", policy: .development)
        }
        #expect(error?.code == .imageUnreadable)
        #expect(error?.message.contains("/nowhere/x.enclave") == true)
    }

    @Test("Automatic takes the strongest level that there is")
    func automatic() async throws {
        let image = try await enclaveImage("FixtureEnclave")
        try await Enclave.withLaunched(image, policy: .development) { enclave in
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
        let missing = await enclaveError {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(missing?.code == .monitorNotFound)
        options.monitorPath = "/bin/true"
        let wrong = await enclaveError {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
        #expect(wrong?.code == .launchFailed)
        // As a monitor, this program says nothing and does not end.
        options.monitorPath = productsDirectory.appendingPathComponent("FixtureHost").path
        options.launchTimeout = .milliseconds(200)
        let late = await enclaveError {
            _ = try await Enclave.launch(image, policy: .development, options: options)
        }
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

    @Test(
        "Without KVM, or without the right to it, virtualization fails and says what to do",
        arguments: [
            ("mount --bind /dev/null /dev/kvm", "", "is not KVM"),
            (
                "mount -t tmpfs none /mnt && cp -a /dev/null /dev/urandom /mnt && mount --move /mnt /dev",
                "", "does not exist"
            ),
            (
                "cp -a /dev/kvm $0/kvm && chmod 600 $0/kvm && mount --bind $0/kvm /dev/kvm",
                "setpriv --reuid=65534 --regid=65534 --clear-groups", "usermod -aG kvm"
            ),
        ]
    )
    func withoutKVM(_ hide: String, _ user: String, _ advice: String) async throws {
        guard geteuid() == 0, unsafe access("/dev/kvm", R_OK) == 0 else {
            StandardError.write("SKIPPED: hiding /dev/kvm needs root and /dev/kvm")
            return
        }
        let host = try await HostCopy()
        for (index, level) in IsolationLevel.strongestFirst.enumerated() {
            let output = try await host.runIsolated(
                "\(hide) && exec \(user) $0/FixtureHost launch-many $0/image \(index) 1"
            )
            if level.backend == .virtualization {
                #expect(output.status != 0)
                #expect(output.standardError.contains(advice), "\(output.standardError)")
            } else {
                #expect(output.status == 0, "\(output.standardError)")
            }
        }
    }
}
