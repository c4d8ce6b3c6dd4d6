internal import CRedoubtSystem
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// An enclave's statistics page, as its host keeps it: a file that others may read.
///
/// The host writes it and never reads it, so that nobody who changes it changes anything for the host. The file is
/// locked as long as it is mapped, and so as long as the host lives; one without a lock is left over.
@safe
package final class StatisticsPage: @unchecked Sendable {
    private struct File {
        let directory: String
        let name: String
    }

    private let base: UnsafeMutableRawPointer
    private let sizeBytes: Int
    /// The channels' blocks once more, for the host alone.
    private let own: UnsafeMutableBufferPointer<UInt64>
    /// Gone once the enclave has ended.
    private let file: Mutex<File?>
    private let resets = Mutex<UInt64>(0)

    /// Makes a page.
    ///
    /// - Throws: ``StatisticsError``. Nothing is left then.
    package init(
        _ description: StatisticsDescription,
        in directory: borrowing StatisticsDirectory
    ) throws(StatisticsError) {
        guard StatisticsLayout.channelCounts.contains(description.threadCount) else {
            throw .malformed("an enclave cannot have \(description.threadCount) threads")
        }
        sizeBytes = StatisticsLayout.sizeBytes(channelCount: description.threadCount)
        guard let name = StatisticsDirectory.newName() else {
            throw .system(SystemError("getrandom", errno: ENOSYS))
        }
        // The mapping keeps the file open, and its lock.
        let descriptor = OwnedDescriptor(
            try Self.check(redoubt_locked_file(directory.descriptor.rawValue, sizeBytes))
        )
        guard
            let mapping = unsafe mmap(
                nil,
                sizeBytes,
                PROT_READ | PROT_WRITE,
                MAP_SHARED,
                descriptor.rawValue,
                0
            ),
            unsafe mapping != MAP_FAILED
        else { throw .system(SystemError("mmap of a statistics page", errno: errno)) }
        unsafe base = mapping
        // A fork of the host that lives on is not the host.
        unsafe madvise(mapping, sizeBytes, CInt(MADV_DONTFORK))
        do throws(StatisticsError) {
            try unsafe Self.write(description, to: mapping)
            // Only now does anybody see it.
            try Self.check(
                unsafe redoubt_name_file(
                    descriptor.rawValue,
                    directory.descriptor.rawValue,
                    name
                )
            )
        } catch {
            unsafe munmap(mapping, sizeBytes)
            throw error
        }
        unsafe own = .allocate(
            capacity: description.threadCount * StatisticsLayout.blockWords
        )
        unsafe own.initialize(repeating: 0)
        file = Mutex(File(directory: directory.path, name: name))
    }

    deinit {
        remove()
        // SAFETY: mapped in init with this size; whoever counts holds a reference to self.
        unsafe munmap(base, sizeBytes)
        unsafe own.deallocate()
    }

    /// Where the calls of a channel are counted.
    ///
    /// Valid as long as this page is.
    @unsafe
    func counters(_ channel: Int) -> CallCounters? {
        let start = channel * StatisticsLayout.blockWords
        guard
            let words = unsafe own.extracting(start..<start + StatisticsLayout.blockWords)
                .baseAddress
        else { return nil }
        // SAFETY: the layout has a block for each channel, and a block is made of words.
        return unsafe CallCounters(
            published: (base + StatisticsLayout.block(channel))
                .assumingMemoryBound(to: Atomic<UInt64>.self),
            own: words
        )
    }

    /// Counts a reset.
    func countReset() {
        resets.withLock { resets in
            resets &+= 1
            // SAFETY: the head has the word, and nothing but atomic operations is done to it.
            unsafe (base + StatisticsLayout.resetsOffset)
                .assumingMemoryBound(to: Atomic<UInt64>.self).pointee
                .store(resets, ordering: .relaxed)
        }
    }

    /// Takes the page from the directory: the enclave has ended.
    package func remove() {
        guard let file = file.withLock({ $0.take() }) else { return }
        do throws(StatisticsError) {
            try StatisticsDirectory(file.directory).remove(file.name)
        } catch {
            // Somebody has removed the directory, and the page with it.
        }
    }

    private static func write(
        _ description: StatisticsDescription,
        to base: UnsafeMutableRawPointer
    ) throws(StatisticsError) {
        // SAFETY: the head is mapped, and nobody else has the file yet.
        var encoder = unsafe WireEncoder(
            writingTo: UnsafeMutableRawBufferPointer(
                start: base + StatisticsLayout.descriptionOffset,
                count: StatisticsLayout.descriptionLimitBytes
            )
        )
        do throws(WireError) {
            try encoder.encode(description)
        } catch {
            throw .malformed("the description does not fit")
        }
        unsafe base.storeBytes(of: StatisticsLayout.magic.littleEndian, as: UInt64.self)
        unsafe base.storeBytes(
            of: StatisticsLayout.version.littleEndian,
            toByteOffset: StatisticsLayout.versionOffset,
            as: UInt32.self
        )
        unsafe base.storeBytes(
            of: UInt32(encoder.count).littleEndian,
            toByteOffset: StatisticsLayout.descriptionCountOffset,
            as: UInt32.self
        )
    }

    @discardableResult
    private static func check(_ result: Int32) throws(StatisticsError) -> Int32 {
        guard result >= 0 else {
            throw .system(SystemError("making a statistics page", errno: -result))
        }
        return result
    }
}
