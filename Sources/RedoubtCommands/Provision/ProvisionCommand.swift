import ArgumentParser
import Foundation
import RedoubtABI
import RedoubtAttestation
import RedoubtDeliveryInterface
import RedoubtProvisioning

/// The command `redoubt provision`.
struct ProvisionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision",
        abstract: "Encrypts a file for an enclave, if evidence says that it is the right one.",
        discussion: """
            For the owner of data, on the owner's machine. The offer comes from the enclave's host; the platform's key \
            from whoever runs the platform, by a way that the host has no hand in: all trust stands on it. Say which \
            enclave will do with --signer or --measurement. What the command believes is printed; a refusal has \
            status 1, names every reason, and writes nothing.
            """
    )

    @Argument(help: "The enclave's offer, as its host wrote it.")
    var offer: String

    @Argument(help: "The data.")
    var data: String

    @Option(help: ArgumentHelp("The platform's public key, PEM.", valueName: "file"))
    var platformKey: String

    @Option(help: "What the data is for: the enclave's code names it.")
    var purpose: String

    @OptionGroup(title: "Which enclave will do") var enclave: EnclaveConditions

    @Option(
        help: ArgumentHelp(
            "The nonce that the enclave was to put into the offer, hexadecimal: shows that the offer is new.",
            valueName: "digits"
        )
    )
    var nonce: String?

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("Where the encrypted data goes.", valueName: "file")
    )
    var output: String

    func run() throws {
        let policy = try enclave.policy()
        let nonce = try expectedNonce()
        let bytes = try InputFile(offer, "an enclave's offer", limitBytes: 64 << 10).bytes
        let key = try InputFile(platformKey, "a platform's key", limitBytes: 64 << 10).bytes
        let verified: VerifiedOffer
        do throws(OfferRefusal) {
            verified = try VerifiedOffer(
                bytes,
                for: purpose,
                nonce: nonce,
                platformKey: key,
                policy: policy,
                at: Timestamp(Date())
            )
        } catch {
            print("REFUSED")
            for reason in error.reasons { print("  \(reason)") }
            throw ExitCode(1)
        }
        print("ACCEPTED")
        for line in OfferText.lines(verified) { print(line) }
        let content = try InputFile(
            data,
            "data for an enclave",
            limitBytes: DeliveryLimits.contentBytes
        ).bytes
        let envelope: [UInt8]
        do throws(DeliveryError) {
            envelope = try verified.seal(content)
        } catch {
            throw CommandFailure("\(data): \(error)")
        }
        try OutputFile.write(envelope, to: output, sparing: [offer, data, platformKey])
    }

    private func expectedNonce() throws -> [UInt8]? {
        guard let nonce else { return nil }
        guard let bytes = HexadecimalBytes.read(nonce),
            DeliveryLimits.nonceBytes.contains(bytes.count)
        else {
            throw CommandFailure(
                "--nonce is \(nonce): \(DeliveryLimits.nonceBytes.lowerBound) to "
                    + "\(DeliveryLimits.nonceBytes.upperBound) bytes in hexadecimal are needed"
            )
        }
        return bytes
    }
}
