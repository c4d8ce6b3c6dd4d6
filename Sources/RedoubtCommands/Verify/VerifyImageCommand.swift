import ArgumentParser
import RedoubtABI
import RedoubtControl
import RedoubtImage

/// The command `redoubt verify-image`.
struct VerifyImageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify-image",
        abstract: "Decides whether an enclave image is the one that you want.",
        discussion: """
            Status 0 says that structure, signature and measurement hold, and every condition that is given. \
            Say whose image it should be with --signer or --signer-id, or which with --measurement: a signature \
            alone only says that somebody made it. The decision is the one of a host's LaunchPolicy, and \
            stricter in one thing: an image that allows debug is refused without --allow-debug. A line says \
            "not checked" where nothing was asked for. Product, family and security version are what the signer \
            declares, so they need a signer.
            """
    )

    @Argument(help: "The image.")
    var image: String

    @Option(help: ArgumentHelp("The public key in PEM that must have signed.", valueName: "key"))
    var signer: String?

    @Option(
        help: ArgumentHelp(
            "The signer that must have signed; `redoubt key show` prints it.",
            valueName: "hex"
        ),
        transform: IdentityArgument.value
    )
    var signerId: SignerID?

    @Option(
        help: ArgumentHelp("The measurement; `redoubt measure` prints it.", valueName: "hex"),
        transform: IdentityArgument.value
    )
    var measurement: Measurement?

    @Option(
        help: ArgumentHelp("The product that it must be.", valueName: "hex"),
        transform: IdentityArgument.value
    )
    var product: ProductID?

    @Option(
        help: ArgumentHelp("The family that it must belong to.", valueName: "hex"),
        transform: IdentityArgument.value
    )
    var family: FamilyID?

    @Option(help: ArgumentHelp("The oldest security version that will do.", valueName: "number"))
    var minSvn: UInt16?

    @Flag(help: "Accept an image that a launch may debug.")
    var allowDebug = false

    @Flag(help: "Accept the development key, which everybody has, for a signer.")
    var allowDevelopment = false

    func validate() throws {
        guard signer == nil || signerId == nil else {
            throw ValidationError("--signer and --signer-id say the same: leave one.")
        }
        let namesSigner = signer != nil || signerId != nil
        guard !namesSigner || !allowDevelopment else {
            throw ValidationError(
                "--allow-development accepts everybody's signature, and so contradicts --signer and --signer-id."
            )
        }
        guard namesSigner || measurement != nil || allowDevelopment else {
            throw ValidationError(
                "This cannot tell whose image it is: a signature alone only says that somebody made it. Say "
                    + "--signer author.pub.pem or --signer-id HEX, or --measurement HEX; for an image that is "
                    + "signed with the development key --allow-development."
            )
        }
        let declared = [
            ("--product", product != nil), ("--family", family != nil),
            ("--min-svn", minSvn != nil),
        ]
        if !namesSigner, let (option, _) = declared.first(where: \.1) {
            throw ValidationError(
                "\(option) needs --signer or --signer-id: whoever signs an image declares its product, family and "
                    + "security version, and anybody can sign the same enclave again with others."
            )
        }
    }

    func run() throws {
        let conditions = ImageConditions(
            signer: try signerId ?? signer.map { try KeyFile.signerKey($0).id },
            signerOption: signerId != nil ? "--signer-id" : "--signer",
            measurement: measurement,
            product: product,
            family: family,
            minimumSecurityVersion: minSvn,
            allowsDevelopment: allowDevelopment,
            allowsDebug: allowDebug
        )
        let checks = Self.checks(of: try ImageInput.bytes(image), conditions)
        for check in checks { print(check.line) }
        let isAccepted = checks.allSatisfy(\.isAcceptable)
        print("\(VisibleText.of(image)): \(isAccepted ? "accepted" : "REFUSED")")
        if !isAccepted { throw ExitCode(1) }
    }

    private static func checks(of bytes: [UInt8], _ conditions: ImageConditions) -> [ImageCheck] {
        do throws(ImageError) {
            return conditions.checks(of: ImageAssessment(try EnclaveImage(bytes)))
        } catch {
            return [ImageCheck(.structure, .refused(error.reason))]
        }
    }
}
