import ArgumentParser
import RedoubtABI
import RedoubtAttestation

/// Which enclaves the owner of data trusts it to.
struct EnclaveConditions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who must have signed it, as `redoubt key show` prints; or `development`.",
            valueName: "id"
        )
    )
    var signer: [String] = []

    @Option(
        help: ArgumentHelp(
            "What must have been loaded, as `redoubt measure` prints.",
            valueName: "digits"
        )
    )
    var measurement: [String] = []

    @Option(help: ArgumentHelp("Which of the signer's products it must be.", valueName: "id"))
    var product: [String] = []

    @Option(
        name: [.customLong("minimum-svn")],
        help: ArgumentHelp("The lowest security version.", valueName: "n")
    )
    var minimumSecurityVersion: UInt16?

    @Option(
        name: [.customLong("maximum-age")],
        help: ArgumentHelp("How old evidence may be, in seconds.", valueName: "seconds")
    )
    var maximumAgeSeconds: UInt32?

    @Flag(
        help: """
            Accept the development mode and the development key, with which anybody can make such an enclave: for data \
            that is no secret.
            """
    )
    var allowDevelopment = false

    @Flag(help: "Accept an enclave under debug.")
    var allowDebug = false

    func validate() throws {
        guard !signer.isEmpty || !measurement.isEmpty else {
            throw ValidationError(
                "Say which enclave will do: name its signer or its measurement, else anybody's would."
            )
        }
    }

    /// The same as a policy.
    func policy() throws -> AppraisalPolicy {
        var policy = AppraisalPolicy()
        policy.signers = try Set(signer.map(Self.signer))
        policy.measurements = try Set(
            measurement.map { try Self.bytes($0, count: 32, option: "--measurement") }
        )
        policy.products = try Set(
            product.map {
                let digits = HexadecimalDigits.withoutDashes($0) ?? $0
                return try Self.bytes(digits, count: 16, option: "--product")
            }
        )
        policy.minimumSecurityVersion = minimumSecurityVersion.map(UInt64.init)
        policy.maximumAgeSeconds = maximumAgeSeconds.map(Int64.init)
        policy.allowsDevelopment = allowDevelopment
        policy.allowsDebug = allowDebug
        return policy
    }

    private static func signer(_ text: String) throws -> [UInt8] {
        text == "development"
            ? SignerID.development.bytes : try bytes(text, count: 32, option: "--signer")
    }

    private static func bytes(_ text: String, count: Int, option: String) throws -> [UInt8] {
        guard let bytes = HexadecimalBytes.read(text), bytes.count == count else {
            throw CommandFailure(
                "\(option) is \(text): \(2 * count) hexadecimal digits are needed"
            )
        }
        return bytes
    }
}
