import CRedoubtCrypto
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
        // Of four random bytes ten are never the same among so few; a batch that comes twice has 32.
        #expect(Set(all.map { $0[8...] }).count > 7_990)
    }

    @Test("A process that has forked does not have its parent's nonces", .timeLimit(.minutes(1)))
    func forked() throws {
        // Twice, at different places of a batch: at its end there is nothing to inherit.
        for _ in 0..<2 {
            for _ in 0..<7 { _ = AES.GCM.Nonce() }
            let theirs = try Self.noncesOfChild()
            var mine = [UInt8](repeating: 0, count: Self.byteCount)
            unsafe mine.withUnsafeMutableBufferPointer { unsafe Self.fill($0) }
            #expect(Self.parts(mine).isDisjoint(with: Self.parts(theirs)))
            #expect(Self.parts(theirs).count == 8)
        }
    }

    private static let byteCount = 8 * 12

    private static func fill(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        guard let start = buffer.baseAddress else { return }
        for place in stride(from: 0, to: byteCount, by: 12) {
            unsafe redoubt_crypto_nonce(start + place)
        }
    }

    /// What RDRAND has not changed of them.
    private static func parts(_ bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
        Set(stride(from: 8, to: byteCount, by: 12).map { bytes[$0..<$0 + 4] })
    }

    /// Forks, and reads what the child draws.
    private static func noncesOfChild() throws -> [UInt8] {
        // Swift hides it, because a child of many threads may do little: this one draws, writes and ends.
        let symbol = unsafe try #require(dlsym(nil, "fork"))
        let fork = unsafe unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)
        var ends: [CInt] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        defer { close(ends[0]) }
        let writeEnd = ends[1]
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: byteCount)
        defer { unsafe buffer.deallocate() }
        let child = fork()
        if child == 0 {
            unsafe fill(buffer)
            _exit(unsafe write(writeEnd, buffer.baseAddress, byteCount) == byteCount ? 0 : 1)
        }
        close(writeEnd)
        try #require(child > 0)
        defer {
            kill(child, SIGKILL)
            _ = waitpid(child, nil, 0)
        }
        var wanted = [pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)]
        try #require(unsafe poll(&wanted, 1, 30_000) == 1, "the child has written nothing")
        var bytes = [UInt8](repeating: 0, count: byteCount)
        #expect(unsafe read(ends[0], &bytes, byteCount) == byteCount)
        return bytes
    }
}
