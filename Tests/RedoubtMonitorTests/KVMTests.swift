import Foundation
import Glibc
import RedoubtKVM
import Testing

@testable import RedoubtMonitor

/// What a user without KVM meets, in place of `/dev/kvm`.
@Suite("A machine without KVM")
struct KVMTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let path: String
        let errno: Int32
        /// What the explanation says, beside the path.
        let advice: String
    }

    /// The kernel lets nobody open it for writing, root neither.
    private static let readOnly = "/sys/kernel/notes"
    private static let hasReadOnly = unsafe access(readOnly, F_OK) == 0

    static let examples = [
        Example(
            testDescription: "nothing",
            path: "/nonexistent/kvm",
            errno: ENOENT,
            advice: "does not exist: enable virtualization in the firmware"
        ),
        Example(
            testDescription: "a folder",
            path: "/",
            errno: EISDIR,
            advice: "Is a directory"
        ),
        Example(
            testDescription: "another device",
            path: "/dev/null",
            errno: ENOTTY,
            advice: "is not KVM"
        ),
        Example(
            testDescription: "a file",
            path: "/proc/self/comm",
            errno: ENOTTY,
            advice: "is not KVM"
        ),
    ]

    @Test("The error has the call, the path and the errno", arguments: examples)
    func error(_ example: Example) throws {
        let failure = try #require(throws: KVMError.self) { _ = try KVM(path: example.path) }
        #expect(failure.errno == example.errno)
        #expect(failure.operation.hasSuffix(" \(example.path)"))
        #expect(failure.description.hasPrefix(failure.operation))
    }

    @Test("The explanation says what to do", arguments: examples)
    func explanation(_ example: Example) {
        expectExplanation(of: example.path, example.advice)
    }

    @Test(
        "No permission is explained by the group that has it",
        .enabled(if: hasReadOnly, "this kernel has no \(readOnly)")
    )
    func permission() {
        expectExplanation(of: Self.readOnly, "add the user to the group kvm")
    }

    @Test func `A device without a driver is explained by the modules to load`() throws {
        // A socket's file cannot be opened either, and ends with the same errno, ENXIO.
        let path = NSTemporaryDirectory() + "redoubt-\(getpid()).socket"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            close(descriptor)
            unsafe unlink(path)
        }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) {
            unsafe $0.copyBytes(from: path.utf8)
        }
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        expectExplanation(of: path, "has no driver behind it: load kvm_intel or kvm_amd")
    }

    private func expectExplanation(
        of path: String,
        _ advice: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do throws(BackendError) {
            _ = try KVMAvailability.open(path: path)
            Issue.record("\(path) was taken for KVM", sourceLocation: sourceLocation)
        } catch {
            guard case .unavailable(let text) = error else {
                Issue.record("\(error)", sourceLocation: sourceLocation)
                return
            }
            #expect(text.contains(path), sourceLocation: sourceLocation)
            #expect(text.contains(advice), sourceLocation: sourceLocation)
        }
    }
}
