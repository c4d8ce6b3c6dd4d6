import EnclaveTesting
import Foundation
import ImageTesting
import RedoubtImage
import Testing

@testable import RedoubtCommands

@Suite("redoubt reproduce")
struct ReproduceCommandTests {
    @Test(
        "An image of these sources is identical, and of another one it says what differs",
        .timeLimit(.minutes(20))
    )
    func reproduce() async throws {
        let built = try await enclaveImage("MainReturnsEnclave")
        let before = try Data(contentsOf: URL(fileURLWithPath: built))
        let folder = try CommandFolder()
        let image = try EnclaveImage(Array(before))
        // Another name and another signature: neither is a part of what is compared.
        try folder.write(image.signed(with: SigningKey(.p384)).encoded(), "Other.enclave")
        let arguments = ["--package", repository.path, "--enclave", "MainReturnsEnclave"]
        let same = try await folder.redoubt(["reproduce", "Other.enclave"] + arguments)
        #expect(same.status == 0, "\(same.standardOutput)\(same.standardError)")
        #expect(same.standardOutput.hasPrefix("identical: "))
        #expect(same.standardOutput.contains("\(image.declaredMeasurement)"))

        try folder.write(doctored(image).encoded(), "MainReturnsEnclave.unsigned")
        let other = try await folder.redoubt(
            "reproduce",
            "MainReturnsEnclave.unsigned",
            "--package",
            repository.path
        )
        #expect(other.status == 1)
        let text = other.standardOutput
        #expect(text.hasPrefix("different: "))
        #expect(text.contains("heapBytes: 8388608 in the image, 16777216 from the sources"))
        #expect(text.contains("(r-x): 1 of "))
        #expect(text.contains("bytes differ, the first at offset 5 "))
        #expect(text.contains("component Backdoor: 3 bytes of code"))
        #expect(text.contains("\(image.declaredMeasurement)"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: built)) == before)
    }

    /// The image with a smaller heap, one byte of code changed, and a component that says where it is from.
    private func doctored(_ image: EnclaveImage) throws -> EnclaveImage {
        var program = ELFFile(image)
        let code = try #require(program.headers.first { $0.flags & 1 != 0 })
        program.contents[Int(code.fileOffset) - 4096 + 5] ^= 1
        var configuration = image.configuration
        configuration.heapBytes = 8 << 20
        return try EnclaveImage(
            program: ELFProgram(program.bytes),
            configuration: configuration,
            components: image.components + [
                CodeComponent(name: "Backdoor", codeBytes: 3, constantBytes: 0, dataBytes: 0)
            ]
        )
    }

    @Test func `An image whose pages are not those of its header is refused before a build`()
        async throws
    {
        let folder = try CommandFolder()
        var bytes = try sampleImage().encoded()
        bytes[4096] ^= 1
        try folder.write(bytes, "Vault.enclave")
        let output = try await folder.redoubt("reproduce", "Vault.enclave", "--package", ".")
        #expect(output.status == 1)
        #expect(output.standardError.contains("Vault.enclave: measurement check"))
    }

    @Test func `A folder that is no package is named`() async throws {
        let folder = try CommandFolder()
        try folder.write(sampleImage().encoded(), "Vault.enclave")
        let output = try await folder.redoubt("reproduce", "Vault.enclave", "--package", ".")
        #expect(output.status == 1)
        #expect(output.standardError.contains("is not a Swift package"))
    }

    @Test func `The enclave is named after the image's file`() {
        for file in ["a/Vault.enclave", "Vault.unsigned", "./Vault"] {
            #expect(ReproduceCommand.enclaveName(of: file) == "Vault")
        }
    }
}
