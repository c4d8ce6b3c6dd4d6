import CRedoubtSystem
import Glibc
import RedoubtABI
import RedoubtControl
import Testing

@Suite("The memory of channels")
struct ChannelMemoryTests {
    private static let seals = (seal: Int32(1), shrink: Int32(2), grow: Int32(4))
    private let layout: ChannelLayout

    init() throws {
        layout = try #require(ChannelLayout(payloadBytes: 4064))
    }

    private func failure(
        _ descriptor: Int32,
        threadCount: Int = 2
    ) -> SystemError? {
        do throws(SystemError) {
            _ = try ChannelMemory(
                OwnedDescriptor(descriptor),
                layout: layout,
                threadCount: threadCount
            )
            return nil
        } catch {
            return error
        }
    }

    /// Memory with the given seals.
    ///
    /// Swift's module of the C library has no `memfd_create`.
    private func makeMemory(sizeBytes: Int, seals: Int32) throws -> Int32 {
        guard let symbol = unsafe dlsym(nil, "memfd_create") else {
            throw SystemError("memfd_create", errno: ENOSYS)
        }
        // SAFETY: the type is the manual's.
        let memfdCreate = unsafe unsafeBitCast(
            symbol,
            to: (@convention(c) (UnsafePointer<CChar>, UInt32) -> Int32).self
        )
        let allowSealing: UInt32 = 2
        let addSeals: Int32 = 1033
        let memory = unsafe memfdCreate("redoubt-test", allowSealing)
        try #require(ftruncate(memory, sizeBytes) == 0)
        try #require(fcntl(memory, addSeals, seals) == 0)
        return memory
    }

    @Test func `Memory that could change its size is refused`() throws {
        let size = 2 * layout.strideBytes
        let all = Self.seals.seal | Self.seals.shrink | Self.seals.grow
        for seals in 0..<all {
            let memory = try makeMemory(sizeBytes: size, seals: seals)
            #expect(failure(memory)?.errno == EINVAL, "seals \(seals)")
        }
        #expect(failure(try makeMemory(sizeBytes: size, seals: all)) == nil)
    }

    @Test func `Memory that is too small is refused`() throws {
        for size in [0, 1, layout.strideBytes, 2 * layout.strideBytes - 1] {
            let memory = unsafe redoubt_sealed_memory("redoubt-test", size)
            #expect(failure(memory)?.errno == EINVAL, "\(size) bytes")
        }
        for size in [2 * layout.strideBytes, 3 * layout.strideBytes] {
            #expect(failure(unsafe redoubt_sealed_memory("redoubt-test", size)) == nil)
        }
    }

    @Test func `What is no memory of its own is refused`() throws {
        let (reader, writer) = try DescriptorPair.bytes()
        defer { close(writer) }
        let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
        let file = unsafe open("/proc/self/exe", O_RDONLY | O_CLOEXEC)
        for descriptor in [reader, null, file, -1] {
            #expect(failure(descriptor)?.errno == EINVAL)
        }
    }

    @Test func `New memory is zero and cannot change its size`() throws {
        let memory = try ChannelMemory(layout: layout, threadCount: 3)
        #expect(memory.sizeBytes == 3 * layout.strideBytes)
        #expect(unsafe memory.bytes.count == memory.sizeBytes)
        #expect(unsafe memory.bytes.allSatisfy { $0 == 0 })
        #expect(ftruncate(memory.rawDescriptor, 0) == -1 && errno == EPERM)
        #expect(ftruncate(memory.rawDescriptor, memory.sizeBytes * 2) == -1 && errno == EPERM)
    }

    @Test func `Two mappings are the same memory`() throws {
        let memory = try ChannelMemory(layout: layout, threadCount: 2)
        let other = try ChannelMemory(
            OwnedDescriptor(dup(memory.rawDescriptor)),
            layout: layout,
            threadCount: 2
        )
        for thread in 0..<2 {
            let start = thread * layout.strideBytes
            memory.hostSequence(thread).store(0x0403_0201)
            memory.enclaveSequence(thread).store(2)
            memory.hostSleeping(thread).store(3)
            memory.enclaveSleeping(thread).store(4)
            #expect(other.hostSequence(thread).load() == 0x0403_0201)
            let found = [0, 64, layout.hostAreaOffset, layout.enclaveAreaOffset].map {
                unsafe other.bytes[start + $0]
            }
            #expect(found == [3, 4, 1, 2])
        }
        #expect(unsafe memory.channel(1) - memory.channel(0) == layout.strideBytes)
    }

    @Test func `A word that has changed is not waited for, a change wakes who waits`() async throws
    {
        let memory = try ChannelMemory(layout: layout, threadCount: 1)
        let word = memory.hostSequence(0)
        // Both would wait for ever if they waited.
        word.store(1)
        word.wait(while: 0)
        await withCheckedContinuation { continuation in
            do throws(SystemError) {
                try SystemThread.start {
                    while word.load() == 1 { word.wait(while: 1) }
                    continuation.resume()
                }
            } catch {
                Issue.record("\(error)")
                continuation.resume()
            }
            word.store(2)
            word.wakeAll()
        }
        #expect(word.load() == 2)
    }
}
