import RedoubtImage

/// The image of the minimal program, with a configuration that is not the default.
func makeSampleImage() throws -> EnclaveImage {
    var configuration = EnclaveConfiguration()
    configuration.threadCount = 3
    configuration.heapBytes = 5 << 20
    configuration.stackBytes = 128 << 10
    configuration.channelBytes = 10_000
    configuration.allowsDebug = true
    return try EnclaveImage(
        program: ELFProgram(ELFFile.minimal.bytes),
        configuration: configuration
    )
}
