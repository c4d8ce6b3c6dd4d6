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
    /// The copies for the launch stub: from, to, number of 8-byte words; zeros at the end.
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
            staging.copy(bytes, to: staged)
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
        words += [0, 0, 0]
        commands = unsafe words.withUnsafeBytes { unsafe [UInt8]($0) }
        precondition(commands.count <= GuestMemoryMap.launchCopiesBytes)
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
