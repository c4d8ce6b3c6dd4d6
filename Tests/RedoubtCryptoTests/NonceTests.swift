import Foundation
import Glibc
import RedoubtCrypto
import Testing

/// Nonces are drawn several at a time; EnclaveCipherTests has those of an enclave's threads.
@Suite("Nonces")
struct NonceTests {
    @Test("No nonce comes twice, on any thread")
    func distinct() async {
        let all = await withTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1_000).map { _ in Array(AES.GCM.Nonce()) } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(all).count == 8_000)
        #expect(all.allSatisfy { $0.count == 12 })
    }

    @Test("A process that has forked does not have its parent's nonces")
    func forked() throws {
        // Swift hides it; this child does nothing but write and end.
        let symbol = unsafe try #require(dlsym(nil, "fork"))
        let fork = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
        let pipe = Pipe()
        _ = AES.GCM.Nonce()
        let child = fork()
        let mine = (0..<8).flatMap { _ in Self.fromGenerator(AES.GCM.Nonce()) }
        if child == 0 {
            _ = unsafe mine.withUnsafeBytes {
                unsafe write(pipe.fileHandleForWriting.fileDescriptor, $0.baseAddress, $0.count)
            }
            _exit(0)
        }
        try #require(child > 0)
        try pipe.fileHandleForWriting.close()
        let theirs = try #require(try pipe.fileHandleForReading.readToEnd())
        var status: Int32 = 0
        #expect(unsafe waitpid(child, &status, 0) == child && status == 0)
        #expect(theirs.count == mine.count && Array(theirs) != mine)
    }

    /// The part that RDRAND has not changed.
    private static func fromGenerator(_ nonce: AES.GCM.Nonce) -> [UInt8] {
        Array(Array(nonce)[8...])
    }
}
