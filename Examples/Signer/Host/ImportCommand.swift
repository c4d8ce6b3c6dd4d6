import ArgumentParser
import Foundation
import RedoubtHost
import SignerInterface

/// The command `signer import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract:
            "Offers a key to wrap for, and takes the private key that its owner wraps for it.",
        discussion: """
            Writes the offer, with the platform's evidence of the enclave, and waits for the wrapped key: its owner \
            makes that with `signer wrap`, elsewhere, after a look at the evidence. Both files are for anybody to see. \
            The key that is offered is gone when this command ends, so what was wrapped for it is of no use later. Move \
            the wrapped key to its place in one step (mv): half of one is refused.
            """
    )

    @Argument(help: "Where the wrapped key will be; nothing may be there yet.")
    var file: String

    @Option(help: "Where the offer goes; it is removed at the end.")
    var offer: String

    @Option(
        help: "What the owner made up, 8 to 64 bytes in hexadecimal: shows that the offer is new."
    )
    var nonce: String?

    @Option(help: ArgumentHelp("How long to wait.", valueName: "seconds"))
    var wait: UInt32 = 3_600

    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let nonce = try Nonce.read(nonce) ?? []
        for path in [file, offer] where FileManager.default.fileExists(atPath: path) {
            throw SignerFailure("\(path) is there already: remove it, or name another file")
        }
        let key = try await enclave.withEnclave(creating: true) { enclave, signer in
            let offered = try await enclave.attestedOffer(
                try await signer.offerImport(nonce: nonce)
            )
            try Data(offered).write(to: URL(fileURLWithPath: offer), options: .atomic)
            defer { try? FileManager.default.removeItem(atPath: offer) }
            StandardError.write(
                "\(offer) is the offer for the key's owner (`signer wrap`); waiting for \(file)"
            )
            return try await signer.importKey(try await wrappedKey())
        }
        print(key.line)
    }

    /// The wrapped key, once it is there.
    private func wrappedKey() async throws -> [UInt8] {
        let deadline = ContinuousClock.now + .seconds(Int(wait))
        while !FileManager.default.fileExists(atPath: file) {
            guard ContinuousClock.now < deadline else {
                throw SignerFailure(
                    "\(file) was not there within \(wait) seconds: try again, with a new offer"
                )
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try InputFile.read(file, limitBytes: 16 << 10, advice: "a wrapped key is shorter")
    }
}
