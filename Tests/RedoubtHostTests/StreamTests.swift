import EnclaveTesting
import FixtureInterface
import RedoubtHost
import Testing

@Suite("Streams of bytes")
struct StreamTests {
    /// The first bytes of the pattern.
    static func pattern(_ count: Int, from start: Int = 0) -> [UInt8] {
        (start..<start + count).map { patternByte(at: $0) }
    }

    static func digest(_ bytes: [UInt8]) -> StreamDigest {
        var digest = StreamDigest()
        digest.add(bytes)
        return digest
    }

    @Test("An array arrives whole, whatever its size", arguments: testedIsolation)
    func arrays(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            // The fixture's channel holds 64 KiB less a header.
            for count in [0, 1, 65_503, 65_504, 65_505, 1_000_000] {
                let bytes = Self.pattern(count)
                let digest = try await client.digest(of: ByteSource(bytes), printing: false)
                #expect(digest == Self.digest(bytes), "\(count) bytes")
            }
        }
    }

    @Test("A sequence arrives whole, whatever the size of its pieces", arguments: testedIsolation)
    func sequences(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let sizes = [0, 1, 100_000, 0, 0, 7, 65_504, 300_000, 0]
            let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            var sent: [UInt8] = []
            for size in sizes {
                let piece = Self.pattern(size, from: sent.count)
                continuation.yield(piece)
                sent += piece
            }
            continuation.finish()
            let digest = try await client.digest(of: ByteSource(pieces), printing: false)
            #expect(digest == Self.digest(sent))
        }
    }

    @Test("Calls to the host come between the pieces", arguments: testedIsolation)
    func callsBetween(_ level: IsolationLevel) async throws {
        let lines = Guarded(0)
        try await withFixture(level, { $0.log = { _ in lines.withLock { $0 += 1 } } }) {
            _,
            client async throws in
            let bytes = Self.pattern(500_000)
            let digest = try await client.digest(of: ByteSource(bytes), printing: true)
            #expect(digest == Self.digest(bytes))
            #expect(lines.withLock { $0 } == 8)
        }
    }

    @Test("Two streams are read by turns", arguments: testedIsolation)
    func two(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let first = Self.pattern(400_000)
            let second = Self.pattern(150_000, from: 9)
            let digests = try await client.digests(of: ByteSource(first), and: ByteSource(second))
            #expect(digests == [Self.digest(first), Self.digest(second)])
        }
    }

    @Test("What the enclave writes arrives in order", arguments: testedIsolation)
    func output(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            for (count, size) in [(0, 1), (1, 1), (1_000, 7), (400_000, 100_000)] {
                let written = Guarded<[UInt8]>([])
                let sink = ByteSink { piece in written.withLock { $0 += piece } }
                try await client.produce(count: count, writing: size, to: sink)
                #expect(written.withLock { $0 } == Self.pattern(count), "\(count) by \(size)")
            }
        }
    }

    @Test(
        "A stream goes through the enclave as an asynchronous sequence",
        arguments: testedIsolation
    )
    func through(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let bytes = Self.pattern(700_000)
            let (pieces, sink) = ByteSink.makeStream()
            async let count = client.invert(ByteSource(bytes), to: sink)
            var arrived: [UInt8] = []
            for try await piece in pieces { arrived += piece }
            #expect(try await count == bytes.count)
            #expect(arrived == bytes.map { ~$0 })
        }
    }

    @Test("What the enclave does not read is not waited for", arguments: testedIsolation)
    func early(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            // This sequence never ends, and has nothing more than one piece.
            let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            continuation.yield(Self.pattern(10))
            #expect(try await client.readStart(of: ByteSource(pieces), pieces: 1) == 10)
            #expect(
                try await client.readStart(of: ByteSource(Self.pattern(1_000_000)), pieces: 2)
                    == 2 * 65_504
            )
            #expect(try await client.add(1, 1) == 2)
        }
    }

    private struct Broken: Error, Equatable {}

    @Test("An error of the caller's own end is what the call throws", arguments: testedIsolation)
    func callersErrors(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(Self.pattern(10))
                continuation.finish(throwing: Broken())
            }
            await #expect(throws: Broken()) {
                _ = try await client.digest(of: ByteSource(pieces), printing: false)
            }
            let taken = Guarded(0)
            let sink = ByteSink { _ in
                if taken.withLock({
                    $0 += 1; return $0
                }) == 2 {
                    throw Broken()
                }
            }
            await #expect(throws: Broken()) {
                try await client.produce(count: 400_000, writing: 50_000, to: sink)
            }
            #expect(taken.withLock { $0 } == 2)
            // Also if it is the last piece that cannot be taken.
            await #expect(throws: Broken()) {
                try await client.produce(
                    count: 10,
                    writing: 10,
                    to: ByteSink { _ in throw Broken() }
                )
            }
            #expect(try await client.add(1, 1) == 2)
        }
    }

    @Test("Whoever stops iterating ends the call", arguments: testedIsolation)
    func abandoned(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            let (pieces, sink) = ByteSink.makeStream()
            let call = Task { try await client.produce(count: 1 << 20, writing: 9_000, to: sink) }
            func takeOne() async throws -> Int? {
                var iterator = pieces.makeAsyncIterator()
                return try await iterator.next()?.count
            }
            #expect(try await takeOne() == 9_000)
            await #expect(throws: CancellationError.self) { try await call.value }
            #expect(try await client.add(1, 1) == 2)
        }
    }

    @Test("A stream that no call has opened cannot be read", arguments: testedIsolation)
    func closed(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            _ = await #expect(throws: StreamError.notOpen) { _ = try await client.readClosed() }
        }
    }

    @Test("A source that hangs ends the enclave at the deadline", arguments: testedIsolation)
    func hanging(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, _ async throws in
            let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
            defer { continuation.finish() }
            let client = FixtureClient(enclave.calls(timeout: .milliseconds(200)))
            let error = await enclaveError {
                _ = try await client.digest(of: ByteSource(pieces), printing: false)
            }
            #expect(error?.stopReason == .deadlineExceeded)
        }
    }

    @Test(
        "A cancelled call closes its streams, and the enclave goes on",
        arguments: testedIsolation
    )
    func cancelled(_ level: IsolationLevel) async throws {
        try await withFixture(level) { _, client async throws in
            for _ in 0..<20 {
                let (pieces, continuation) = AsyncStream.makeStream(of: [UInt8].self)
                let call = Task {
                    try await client.digest(of: ByteSource(pieces), printing: false)
                }
                continuation.yield(Self.pattern(100_000))
                try await Task.sleep(for: .microseconds(.random(in: 0...3_000)))
                call.cancel()
                await #expect(throws: CancellationError.self) { _ = try await call.value }
                continuation.finish()
            }
            #expect(try await client.add(1, 1) == 2)
        }
    }

    @Test(
        "An enclave that ends in mid-stream ends the call and its streams",
        arguments: testedIsolation
    )
    func terminated(_ level: IsolationLevel) async throws {
        try await withFixture(level) { enclave, client async throws in
            let (pieces, sink) = ByteSink.makeStream()
            let call = Task { try await client.produce(count: 1 << 30, writing: 9_000, to: sink) }
            var count = 0
            do {
                for try await piece in pieces {
                    count += piece.count
                    if count == 90_000 { await enclave.terminate() }
                }
                Issue.record("the stream ended as if it were whole")
            } catch let error as EnclaveError {
                #expect(error.stopReason == .requested)
            }
            let error = await enclaveError { try await call.value }
            #expect(error?.stopReason == .requested)
        }
    }
}
