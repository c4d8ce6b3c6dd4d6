public import RedoubtABI

/// The file that an enclave is launched from: a header that its author signs, and the program's pages.
///
/// The signature covers the header, and the header names the measurement of the pages, so nothing in the
/// file can be changed without one of them failing. This value has been read, and no more: ``VerifiedImage``
/// is one whose signature was checked.
///
/// The header is described in `docs/IMAGE.md`.
public struct EnclaveImage: Sendable {
    /// The size of the largest image that can be launched, in bytes.
    public static let maximumFileBytes =
        ImageHeader.sizeBytes + EnclaveLayout.maximumProgramBytes

    /// What the enclave declares.
    public let configuration: EnclaveConfiguration
    /// Where execution starts, from the base.
    public let entryOffset: Int
    /// Code, constants and data.
    public let segments: [Segment]
    /// What the code consists of, largest first; empty if the builder did not say.
    public let components: [CodeComponent]
    /// Where everything is.
    public let layout: EnclaveLayout
    /// What the header says the pages measure.
    public let declaredMeasurement: Measurement
    /// The bytes of the file that the author signs: all of the header but the signature.
    ///
    /// 3,072 bytes.
    public let signedHeader: [UInt8]
    /// The author's signature; nil if nobody has signed.
    public internal(set) var signature: ImageSignature?

    /// Makes an unsigned image of a program, and measures it.
    ///
    /// - Parameters:
    ///   - program: what the linker made.
    ///   - configuration: what the enclave declares. Heap and stacks are rounded up to pages.
    ///   - components: what the code consists of. What there is no room for is summed up.
    /// - Throws: ``ImageError`` if the configuration is outside of its limits or all is too large.
    public init(
        program: ELFProgram,
        configuration: EnclaveConfiguration,
        components: [CodeComponent] = []
    ) throws(ImageError) {
        try self.init(
            segments: program.segments,
            entryOffset: program.entryOffset,
            configuration: configuration,
            components: components
        )
    }

    /// The same program as an unsigned image that declares something else.
    package func reconfigured(
        _ change: (inout EnclaveConfiguration) -> Void
    ) throws(ImageError) -> EnclaveImage {
        var configuration = configuration
        change(&configuration)
        return try EnclaveImage(
            segments: segments,
            entryOffset: entryOffset,
            configuration: configuration,
            components: components
        )
    }

    package init(
        segments: [Segment],
        entryOffset: Int,
        configuration: EnclaveConfiguration,
        components: [CodeComponent] = []
    ) throws(ImageError) {
        try configuration.validate()
        let configuration = configuration.inWholePages
        let layout = try EnclaveLayout(
            segments: segments,
            entryOffset: entryOffset,
            configuration: configuration
        )
        self.configuration = configuration
        self.layout = layout
        self.entryOffset = entryOffset
        self.segments = segments
        self.components = CodeComponent.fitting(components)
        declaredMeasurement = unsafe layout.measure { region, give in
            unsafe Self.contents(of: region, segments, layout).withUnsafeBytes(give)
        }
        signedHeader = Self.header(
            configuration: configuration,
            measurement: declaredMeasurement,
            entryOffset: entryOffset,
            segments: segments,
            components: self.components
        )
    }

    /// Measures the pages that the file has, as they would be loaded.
    public func measured() -> Measurement {
        unsafe layout.measure { region, give in
            unsafe contents(of: region).withUnsafeBytes(give)
        }
    }

    /// Checks that the pages are those that the header names.
    ///
    /// - Parameter measured: what was loaded.
    /// - Throws: ``ImageError/measurement(declared:measured:)``
    public func checkMeasurement(_ measured: Measurement) throws(ImageError) {
        guard measured == declaredMeasurement else {
            throw .measurement(declared: declaredMeasurement, measured: measured)
        }
    }

    /// Code and constants, in bytes: what has to be read to trust the enclave.
    public var trustedCodeBytes: Int {
        segments.filter { !$0.permissions.contains(.write) }.map(\.contents.count).reduce(0, +)
    }

    /// What a region starts with, in whole pages; the rest of it is zero.
    public func contents(of region: EnclaveLayout.Region) -> [UInt8] {
        Self.contents(of: region, segments, layout)
    }

    private static func contents(
        of region: EnclaveLayout.Region,
        _ segments: [Segment],
        _ layout: EnclaveLayout
    ) -> [UInt8] {
        if case .segment(let index) = region.kind { return segments[index].contents }
        return layout.contents(of: region.kind)
    }
}
