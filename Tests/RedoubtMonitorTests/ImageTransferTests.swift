import RedoubtABI
import RedoubtImage
import Testing

@testable import RedoubtMonitor

/// The measurement is of what came to be in the enclave's memory, not of what was to be copied there.
@Suite("Bringing an image in, and back to be measured")
struct ImageTransferTests {
    private func makeImage() throws -> EnclaveImage {
        var configuration = EnclaveConfiguration()
        configuration.threadCount = 2
        return try EnclaveImage(
            segments: [
                Segment(
                    offset: 0,
                    sizeBytes: 0x2000,
                    permissions: [.read, .execute],
                    contents: (0..<0x2000).map { UInt8(truncatingIfNeeded: $0) }
                ),
                // One page in the file and one of zeros after it.
                Segment(
                    offset: 0x2000,
                    sizeBytes: 0x2000,
                    permissions: [.read, .write],
                    contents: [UInt8](repeating: 7, count: 0x1000)
                ),
            ],
            entryOffset: 0x123,
            configuration: configuration
        )
    }

    /// What the launch stub does in the machine, over memory of this process.
    ///
    /// - Parameters:
    ///   - transfer: the copies.
    ///   - image: what is copied.
    ///   - change: what somebody does to the enclave's memory between the copies in and those out.
    private func run(
        _ transfer: ImageTransfer,
        of image: EnclaveImage,
        change: (inout [UInt8]) -> Void = { _ in }
    ) {
        var memory = [UInt8](repeating: 0, count: image.layout.endOffset)
        var hasChanged = false
        let words = unsafe transfer.commands.withUnsafeBytes {
            unsafe Array($0.bindMemory(to: UInt64.self))
        }
        for index in stride(from: 0, to: words.count - 3, by: 3) {
            let (from, to, count) = (words[index], words[index + 1], Int(words[index + 2]) * 8)
            if to >= GuestMemoryMap.enclave {
                let source = Int(from - GuestMemoryMap.staging)
                let target = Int(to - GuestMemoryMap.enclave)
                let bytes = unsafe transfer.staging.bytes[source..<source + count]
                memory.replaceSubrange(target..<target + count, with: unsafe Array(bytes))
            } else {
                if !hasChanged { change(&memory) }
                hasChanged = true
                let source = Int(from - GuestMemoryMap.enclave)
                let bytes = Array(memory[source..<source + count])
                transfer.staging.copy(bytes, to: Int(to - GuestMemoryMap.staging))
            }
        }
    }

    @Test func `What was loaded measures what the header says`() throws {
        let image = try makeImage()
        let transfer = try ImageTransfer(image)
        run(transfer, of: image)
        let controls = try transfer.measure()
        #expect(controls.count == image.configuration.threadCount)
        #expect(controls.first?.entryOffset == image.entryOffset)
    }

    @Test func `A byte that is changed on its way in is found, wherever it is`() throws {
        let image = try makeImage()
        for region in image.layout.regions where region.isMeasured {
            for offset in [region.offset, region.range.upperBound - 1] {
                let transfer = try ImageTransfer(image)
                run(transfer, of: image) { memory in memory[offset] ^= 0x10 }
                let error = #expect(throws: BackendError.self) { try transfer.measure() }
                guard case .refusedImage(let reason) = error else {
                    Issue.record("\(region.kind) at \(offset): \(String(describing: error))")
                    continue
                }
                #expect(reason.hasPrefix("measurement check"))
            }
        }
    }

    @Test func `A change in the staging area before the copy is found`() throws {
        let image = try makeImage()
        let transfer = try ImageTransfer(image)
        unsafe transfer.staging.bytes[5] ^= 1
        run(transfer, of: image)
        #expect(throws: BackendError.self) { try transfer.measure() }
    }

    @Test func `Ranges to be emptied are listed in as many lists as they take, each with its end`()
    {
        let ranges = (0..<3_000).map { (index: UInt64) -> Range<UInt64> in
            let start = index * 8192
            return start..<start + 4096
        }
        let lists = ImageTransfer.emptying(ranges).map { list in
            unsafe list.withUnsafeBytes { unsafe Array($0.bindMemory(to: UInt64.self)) }
        }
        var found: [Range<UInt64>] = []
        for words in lists {
            #expect(words.count * 8 <= GuestMemoryMap.launchCopiesBytes)
            #expect(words.suffix(3) == [0, 0, 0])
            for index in stride(from: 0, to: words.count - 3, by: 3) {
                #expect(words[index] == 0)
                let start = words[index + 1] - GuestMemoryMap.enclave
                found.append(start..<start + words[index + 2] * 8)
            }
        }
        #expect(found == ranges)
        #expect(ImageTransfer.emptying([]).isEmpty)
    }

    @Test func `An image that was staged again loads as it did at first`() throws {
        let image = try makeImage()
        let transfer = try ImageTransfer(image)
        run(transfer, of: image)
        _ = try transfer.measure()
        transfer.release()
        #expect(unsafe transfer.staging.bytes.allSatisfy { $0 == 0 })
        transfer.stage()
        run(transfer, of: image)
        #expect(try transfer.measure().count == image.configuration.threadCount)
    }
}
