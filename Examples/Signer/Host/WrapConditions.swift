import ArgumentParser
import RedoubtAttestation
import RedoubtHost

/// Which enclaves the owner of a private key trusts it to, and on whose word.
struct WrapConditions: ParsableArguments {
    @Option(help: "The platform's public key, as `redoubt platform key` prints it there.")
    var platformKey: String

    @Option(
        help: ArgumentHelp(
            "Who must have signed the enclave, as `redoubt key show` prints it; or `development`.",
            valueName: "id"
        )
    )
    var signer: String?

    @Option(
        help: ArgumentHelp(
            "What must have been loaded, as `redoubt measure SignerEnclave` prints it.",
            valueName: "digits"
        )
    )
    var measurement: String?

    @Option(help: ArgumentHelp("Which of the signer's products it must be.", valueName: "id"))
    var product: String?

    @Option(
        name: [.customLong("minimum-svn")],
        help: ArgumentHelp("The lowest security version.", valueName: "n")
    )
    var minimumSecurityVersion: UInt16?

    @Option(help: "The nonce that `signer import` was to put into the offer, in hexadecimal.")
    var nonce: String?

    @Option(
        name: [.customLong("maximum-age")],
        help: ArgumentHelp("How old the evidence may be.", valueName: "seconds")
    )
    var maximumAgeSeconds: UInt32?

    @Flag(
        help: """
            Accept the development mode and the development key, with which anybody can make such an enclave: for keys \
            that are no secret.
            """
    )
    var allowDevelopment = false

    func validate() throws {
        guard signer != nil || measurement != nil else {
            throw ValidationError(
                "Say which enclave will do: name its signer or its measurement, else anybody's would."
            )
        }
    }

    /// The same as a policy.
    func policy() throws -> AppraisalPolicy {
        var policy = AppraisalPolicy()
        if let signer {
            policy.signers = [
                signer == "development"
                    ? SignerID.development.bytes : try bytes(signer, count: 32, of: "--signer")
            ]
        }
        if let measurement {
            policy.measurements = [try bytes(measurement, count: 32, of: "--measurement")]
        }
        if let product {
            let digits = String(product.filter { $0 != "-" })
            policy.products = [try bytes(digits, count: 16, of: "--product")]
        }
        policy.minimumSecurityVersion = minimumSecurityVersion.map(UInt64.init)
        policy.maximumAgeSeconds = maximumAgeSeconds.map(Int64.init)
        policy.allowsDevelopment = allowDevelopment
        return policy
    }

    /// What the owner has made up; nil if nothing.
    func expectedNonce() throws -> [UInt8]? { try Nonce.read(nonce) }

    private func bytes(_ text: String, count: Int, of option: String) throws -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(text), bytes.count == count else {
            throw ValidationError("\(option) must be \(2 * count) hexadecimal digits, not \(text)")
        }
        return bytes
    }
}
