internal import RedoubtABI
internal import RedoubtImage

/// The image on its way into a virtual machine's memory, and back from there to be measured.
///
/// The monitor cannot reach private memory, so code in the machine copies: first the image in, then every
/// measured page out again. So what is measured is what the enclave's memory holds, and not what was meant
/// to come there.
struct ImageTransfer {
    /// What is copied in, then what is copied out.
    let staging: AnonymousMemory
    /// Bytes of it that are in use.
    let stagingBytes: Int
    /// The copies for the launch stub, in and then out.
    ///
    /// Each is from, or 0 for zeros; to; number of 8-byte words. The list ends with zeros.
    let commands: [UInt8]
    /// The regions that are copied out.
    let regions: [EnclaveLayout.Region]
    private let image: EnclaveImage
    private let outOffset: Int

    init(_ image: EnclaveImage) throws(BackendError) {
        self.image = image
        regions = image.layout.regions.filter(\.isMeasured)
        let incoming = regions.map { ($0, image.contents(of: $0)) }
        outOffset = incoming.map(\.1.count).reduce(0, +)
        stagingBytes = outOffset + regions.map(\.sizeBytes).reduce(0, +)
        staging = try AnonymousMemory(sizeBytes: stagingBytes)
        var words: [UInt64] = []
        var staged = 0
        for (region, bytes) in incoming where !bytes.isEmpty {
            words += [
                GuestMemoryMap.staging + UInt64(staged),
                GuestMemoryMap.enclave + UInt64(region.offset),
                UInt64(bytes.count / 8),
            ]
            staged += bytes.count
        }
        for region in regions {
            words += [
                GuestMemoryMap.enclave + UInt64(region.offset),
                GuestMemoryMap.staging + UInt64(staged),
                UInt64(region.sizeBytes / 8),
            ]
            staged += region.sizeBytes
        }
        commands = Self.ended(words)
        precondition(commands.count <= GuestMemoryMap.launchCopiesBytes)
        stage()
    }

    /// Puts the image where the machine copies it from.
    func stage() {
        var staged = 0
        for region in regions {
            let bytes = image.contents(of: region)
            staging.copy(bytes, to: staged)
            staged += bytes.count
        }
    }

    /// Gives the memory of the image on its way back, until it is staged again.
    func release() { staging.release() }

    /// Lists for the launch stub that set ranges of the enclave to zero.
    ///
    /// - Parameter ranges: offsets from the enclave's base, in whole pages.
    /// - Returns: as many lists as it takes.
    static func emptying(_ ranges: [Range<UInt64>]) -> [[UInt8]] {
        let most = GuestMemoryMap.launchCopiesBytes / 24 - 1
        return stride(from: 0, to: ranges.count, by: most).map { start in
            let words = ranges[start..<min(start + most, ranges.count)].flatMap {
                range -> [UInt64] in
                [0, GuestMemoryMap.enclave + range.lowerBound, UInt64(range.count) / 8]
            }
            return ended(words)
        }
    }

    private static func ended(_ words: [UInt64]) -> [UInt8] {
        unsafe (words + [0, 0, 0]).withUnsafeBytes { unsafe [UInt8]($0) }
    }

    /// Measures what was copied out.
    ///
    /// - Returns: the threads' control structures, as they were copied out.
    /// - Throws: ``BackendError/refusedImage(_:)`` if it is not what the image's author signed.
    func measure() throws(BackendError) -> [ThreadControl] {
        var controls: [ThreadControl] = []
        var at = outOffset
        let measured = unsafe image.layout.measure { region, give in
            let bytes = unsafe UnsafeRawBufferPointer(
                rebasing: staging.bytes[at..<at + region.sizeBytes]
            )
            if case .threadControl = region.kind {
                controls.append(unsafe ThreadControl(page: [UInt8](bytes)))
            }
            unsafe give(bytes)
            at += region.sizeBytes
        }
        do throws(ImageError) {
            try image.checkMeasurement(measured)
        } catch {
            throw .refusedImage(error.description)
        }
        return controls
    }
}
