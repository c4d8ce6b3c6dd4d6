import RedoubtABI
import RedoubtImage
import Testing

@Suite("The measurement of an image")
struct ImageMeasurementTests {
    /// Computed by a script of Python that knows the sample's program and configuration, and has the
    /// layout and the records written out by hand.
    @Test func `The sample image measures what was computed by hand`() throws {
        let digest = "60c0910cec2a94566af90ae9c5d50b85acf7f8614f8b253f34e78af5278b7d39"
        #expect("\(try makeSampleImage().declaredMeasurement)" == digest)
    }

    private func measured(
        program change: (inout ELFFile) -> Void = { _ in },
        configuration configure: (inout EnclaveConfiguration) -> Void = { _ in }
    ) throws -> Measurement {
        var configuration = EnclaveConfiguration()
        configuration.heapBytes = 256 << 10
        configuration.stackBytes = 16 << 10
        configuration.channelBytes = 1000
        configure(&configuration)
        let image = try EnclaveImage(
            program: ELFProgram(ELFFile.minimal.with(change).bytes),
            configuration: configuration
        )
        #expect(image.measured() == image.declaredMeasurement)
        return image.declaredMeasurement
    }

    @Test func `Everything that the enclave starts with is measured`() throws {
        let base = ELFFile.base
        let variants: [Measurement] = [
            try measured(),
            try measured(program: { $0.contents[0] ^= 1 }),
            try measured(program: { $0.contents[407] ^= 0x80 }),
            try measured(program: { $0.entry += 1 }),
            try measured(program: { $0.headers[1].flags = 6 }),
            try measured(program: { $0.headers[2].flags = 4 }),
            try measured(program: { $0.headers[2].address += 1 }),
            try measured(program: { $0.headers[2].memoryBytes += 0x1000 }),
            try measured(program: { file in
                file.headers[1].address = base + 0x5000
            }),
            try measured(configuration: { $0.heapBytes += 4096 }),
            try measured(configuration: { $0.heapBytes = 1 << 20 }),
            try measured(configuration: { $0.heapBytes = (1 << 20) + 4096 }),
            try measured(configuration: { $0.heapBytes = 1 << 30 }),
            try measured(configuration: { $0.stackBytes += 4096 }),
            try measured(configuration: { $0.threadCount = 2 }),
        ]
        #expect(Set(variants).count == variants.count)
    }

    @Test func `What is signed besides does not change the measurement`() throws {
        let measurement = try measured()
        let others: [Measurement] = [
            try measured(configuration: { $0.product = identifier(from: 1) }),
            try measured(configuration: { $0.family = identifier(from: 2) }),
            try measured(configuration: { $0.securityVersion = 3 }),
            try measured(configuration: { $0.imageVersion = 4 }),
            try measured(configuration: { $0.allowsDebug = true }),
            try measured(configuration: { $0.channelBytes += 1 }),
            try measured(configuration: { configuration in
                configuration.minimumIsolation = IsolationLevel(.process, .private)
            }),
            try makeSampleImage().signed(with: .development).measured(),
        ]
        #expect(others.dropLast().allSatisfy { $0 == measurement })
        #expect(try others.last == makeSampleImage().measured())
    }

    @Test func `A measurement that is not the header's is refused with both`() throws {
        let image = try makeSampleImage()
        #expect(throws: Never.self) { try image.checkMeasurement(image.measured()) }
        let other: Measurement = identifier(from: 0)
        let failure = ImageError.measurement(declared: image.declaredMeasurement, measured: other)
        #expect(throws: failure) { try image.checkMeasurement(other) }
        #expect(failure.description.hasPrefix("measurement check: "))
        #expect(failure.description.contains("\(other)"))
        #expect(failure.description.contains("\(image.declaredMeasurement)"))
    }

    @Test func `What was loaded is measured, and not what the file has`() throws {
        let image = try makeSampleImage()
        for region in image.layout.regions where region.isMeasured {
            for offset in [0, region.sizeBytes - 1] {
                let measurement = unsafe image.layout.measure { loaded, give in
                    var bytes = image.contents(of: loaded)
                    bytes += [UInt8](repeating: 0, count: loaded.sizeBytes - bytes.count)
                    if loaded == region { bytes[offset] ^= 1 }
                    unsafe bytes.withUnsafeBytes(give)
                }
                #expect(throws: ImageError.self) { try image.checkMeasurement(measurement) }
            }
        }
        let whole = unsafe image.layout.measure { loaded, give in
            let bytes = image.contents(of: loaded)
            let zeros = [UInt8](repeating: 0, count: loaded.sizeBytes - bytes.count)
            unsafe (bytes + zeros).withUnsafeBytes(give)
        }
        #expect(throws: Never.self) { try image.checkMeasurement(whole) }
    }
}
