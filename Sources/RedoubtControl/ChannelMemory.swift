public import RedoubtABI
internal import CRedoubtSystem
internal import Glibc
public import Synchronization

/// The channels of an enclave: memory of fixed size that its host and its monitor, or jailed process, map.
@safe
public final class ChannelMemory: @unchecked Sendable {
    /// The shape of each channel.
    public let layout: ChannelLayout
    /// One channel for each thread.
    public let threadCount: Int
    private let base: UnsafeMutableRawPointer
    /// Held by the side that passes it on.
    private let descriptor: OwnedDescriptor?

    /// Bytes of all channels.
    public var sizeBytes: Int { layout.strideBytes * threadCount }

    /// Makes new channels.
    public convenience init(layout: ChannelLayout, threadCount: Int) throws(SystemError) {
        let memory = try SystemError.check(
            "memfd_create",
            unsafe redoubt_sealed_memory("redoubt-channels", layout.strideBytes * threadCount)
        )
        try self.init(
            OwnedDescriptor(memory),
            layout: layout,
            threadCount: threadCount,
            keepsDescriptor: true
        )
    }

    /// Maps channels that another process made.
    ///
    /// - Throws: ``SystemError`` with `EINVAL` if the memory could still change its size: then reading it
    ///   could end this process.
    public convenience init(
        _ memory: consuming OwnedDescriptor,
        layout: ChannelLayout,
        threadCount: Int
    ) throws(SystemError) {
        try self.init(memory, layout: layout, threadCount: threadCount, keepsDescriptor: false)
    }

    private init(
        _ memory: consuming OwnedDescriptor,
        layout: ChannelLayout,
        threadCount: Int,
        keepsDescriptor: Bool
    ) throws(SystemError) {
        let size = layout.strideBytes * threadCount
        guard redoubt_is_sealed_memory(memory.rawValue, size) == 1 else {
            throw SystemError("checking the channels' seals", errno: EINVAL)
        }
        guard
            let mapping = unsafe mmap(
                nil,
                size,
                PROT_READ | PROT_WRITE,
                MAP_SHARED,
                memory.rawValue,
                0
            ),
            unsafe mapping != MAP_FAILED
        else { throw SystemError("mmap of the channels", errno: errno) }
        unsafe base = mapping
        descriptor = keepsDescriptor ? .some(memory) : nil
        self.layout = layout
        self.threadCount = threadCount
    }

    deinit {
        // SAFETY: mapped in init with this size; whoever uses the memory holds a reference to self.
        unsafe munmap(base, sizeBytes)
    }

    /// The descriptor, valid as long as this object lives, of channels that this process made; -1 of others.
    public var rawDescriptor: Int32 {
        switch descriptor {
        case .some(let owned): owned.rawValue
        case .none: -1
        }
    }

    /// All channels.
    ///
    /// Both sides can write to them at any time.
    @unsafe
    public var bytes: UnsafeMutableRawBufferPointer {
        unsafe UnsafeMutableRawBufferPointer(start: base, count: sizeBytes)
    }

    /// Sets all channels to zero.
    public func clear() {
        // Large ones are given back instead: filling them would take memory that nobody has used. The sealed size stays.
        // SAFETY, twice: mapped in init with this size.
        if sizeBytes > 1 << 20 {
            if unsafe madvise(base, sizeBytes, CInt(MADV_REMOVE)) == 0 { return }
        }
        unsafe memset(base, 0, sizeBytes)
    }

    /// Where a thread's channel starts.
    @unsafe
    public func channel(_ thread: Int) -> UnsafeMutableRawPointer {
        precondition(thread >= 0 && thread < threadCount)
        return unsafe base + thread * layout.strideBytes
    }

    /// The host's sequence word of a thread's channel.
    public func hostSequence(_ thread: Int) -> SharedWord {
        unsafe SharedWord(channel(thread) + layout.hostAreaOffset, in: self)
    }

    /// The enclave's sequence word of a thread's channel.
    public func enclaveSequence(_ thread: Int) -> SharedWord {
        unsafe SharedWord(channel(thread) + layout.enclaveAreaOffset, in: self)
    }

    /// Where the host says that it sleeps.
    public func hostSleeping(_ thread: Int) -> SharedWord {
        unsafe SharedWord(channel(thread) + ChannelLayout.hostSleepingOffset, in: self)
    }

    /// Where the enclave says that it sleeps.
    public func enclaveSleeping(_ thread: Int) -> SharedWord {
        unsafe SharedWord(channel(thread) + ChannelLayout.enclaveSleepingOffset, in: self)
    }
}

/// A 32-bit word that several processes use, and can sleep on.
///
/// Every value may come from an adversary.
@safe
public struct SharedWord: @unchecked Sendable {
    @usableFromInline let word: UnsafeMutablePointer<Atomic<UInt32>>
    private let owner: ChannelMemory

    init(_ address: UnsafeMutableRawPointer, in owner: ChannelMemory) {
        // SAFETY: the layout's offsets are multiples of 64 within the owner's mapping, and nothing but
        // atomic operations is done to them. An atomic word has the memory of a word.
        unsafe word = address.assumingMemoryBound(to: Atomic<UInt32>.self)
        self.owner = owner
    }

    /// Reads the word; all that was written before it was written is visible.
    @inlinable
    public func load() -> UInt32 {
        unsafe word.pointee.load(ordering: .sequentiallyConsistent)
    }

    /// Writes the word.
    @inlinable
    public func store(_ value: UInt32) {
        unsafe word.pointee.store(value, ordering: .sequentiallyConsistent)
    }

    /// Writes the word for one that looks for it, and only then reads what comes after.
    @inlinable
    public func publish(_ value: UInt32) {
        unsafe word.pointee.store(value, ordering: .releasing)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    /// Sleeps while the word has this value, for at most the time given.
    ///
    /// Wakes up for no reason at times. `futex` with `FUTEX_WAIT`.
    public func wait(while value: UInt32, timeoutNanoseconds: Int64? = nil) {
        // Interrupted, timed out, or another value: the caller looks at the word again in every case.
        _ = unsafe redoubt_futex_wait(word, value, timeoutNanoseconds ?? -1)
    }

    /// Wakes all that sleep on the word.
    ///
    /// `futex` with `FUTEX_WAKE`.
    public func wakeAll() {
        _ = unsafe redoubt_futex_wake(word, .max)
    }
}
