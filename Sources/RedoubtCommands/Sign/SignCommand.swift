import ArgumentParser
import Foundation
import RedoubtControl
import RedoubtImage

/// The command `redoubt sign`.
struct SignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Signs an enclave image, at once or in two steps.",
        discussion: """
            At once: --key author.pem.
            In two steps, for a key that never leaves its machine or its HSM: --digest tbs.bin writes the \
            bytes to sign. Sign them, for example with openssl. Then --signature sig.der --public-key \
            author.pub.pem puts the signature into the image.
            A signature that the image has is replaced, and a signed image may take the place of the one \
            that was read; no other file that the command reads is written over. An image whose pages are not \
            those that its header names is not signed.
            """
    )

    @Argument(help: "The image, for example .build/enclaves/VaultEnclave.unsigned.")
    var image: String

    @Option(help: "The author's private key in PEM.")
    var key: String?

    @Option(
        help: ArgumentHelp("Where to write the bytes that are to be signed.", valueName: "file")
    )
    var digest: String?

    @Option(help: ArgumentHelp("The signature over those bytes, in DER.", valueName: "file"))
    var signature: String?

    @Option(help: ArgumentHelp("The public key of that signature, in PEM.", valueName: "file"))
    var publicKey: String?

    @Option(
        help: ArgumentHelp(
            "The signed image; by default the image's name with .enclave.",
            valueName: "file"
        )
    )
    var output: String?

    func validate() throws {
        guard [key, digest, signature].filter({ $0 != nil }).count == 1 else {
            throw ValidationError(
                "Say one of --key, --digest, and --signature with --public-key."
            )
        }
        guard (signature == nil) == (publicKey == nil) else {
            throw ValidationError("--signature and --public-key belong together.")
        }
        guard digest == nil || output == nil else {
            throw ValidationError(
                "--digest makes no image: --output belongs to --key or --signature."
            )
        }
    }

    func run() throws {
        let parsed = try ImageInput.read(image)
        do throws(ImageError) {
            // Who signs, vouches for the pages.
            try parsed.checkMeasurement(parsed.measured())
        } catch {
            throw CommandFailure("\(image): \(error)")
        }
        if let digest {
            try writeDigest(of: parsed, to: digest)
        } else if let key {
            try writeImage(sign(parsed, keyFile: key))
        } else if let signature, let publicKey {
            try writeImage(addSignature(signature, of: publicKey, to: parsed))
        }
    }

    private func sign(_ parsed: EnclaveImage, keyFile: String) throws -> EnclaveImage {
        let key = try KeyFile.signingKey(keyFile)
        do throws(ImageError) {
            return try parsed.signed(with: key)
        } catch {
            throw CommandFailure("\(keyFile): \(error)")
        }
    }

    private func addSignature(
        _ file: String,
        of keyFile: String,
        to parsed: EnclaveImage
    ) throws -> EnclaveImage {
        let key = try KeyFile.signerKey(keyFile)
        // The longest is 104 bytes, on P-384.
        let bytes = try InputFile(file, "a signature in DER", limitBytes: 1024).bytes
        do throws(ImageError) {
            return try parsed.signed(signature: bytes, key: key)
        } catch .signature(let reason) {
            throw CommandFailure(
                "\(file): \(reason): sign what `redoubt sign \(image) --digest FILE` writes with the private key "
                    + "that belongs to \(keyFile), as it says there"
            )
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }

    private func writeImage(_ signed: EnclaveImage) throws {
        let path = output ?? Self.signedName(of: image)
        // The image itself may be replaced: nothing of it is lost but its signature.
        try OutputFile.write(
            signed.encoded(),
            to: path,
            sparing: [key, signature, publicKey].compactMap(\.self)
        )
        StandardError.write(ImageSummary(signed).lines(path: path))
    }

    private func writeDigest(of parsed: EnclaveImage, to path: String) throws {
        let place = try OutputFile.write(parsed.signedHeader, to: path, sparing: [image])
        let (file, image) = (VisibleText.of(path), VisibleText.of(image))
        let instructions =
            """
            \(file): the \(parsed.signedHeader.count) bytes to sign. They name the measurement
              \(parsed.declaredMeasurement)
            Sign them with a key on P-256:
              openssl dgst -sha256 -sign author.pem -out sig.der \(file)
            or on P-384:
              openssl dgst -sha384 -sign author.pem -out sig.der \(file)
            Then:
              redoubt sign \(image) --signature sig.der --public-key author.pub.pem
            """
        if case .file = place {
            print(instructions)
        } else {
            // What was written into may be where this would be printed.
            StandardError.write(instructions)
        }
    }

    /// The name of an image once it is signed.
    static func signedName(of image: String) -> String {
        for ending in [".unsigned", ".enclave"] where image.hasSuffix(ending) {
            return image.dropLast(ending.count) + ".enclave"
        }
        return image + ".enclave"
    }
}
