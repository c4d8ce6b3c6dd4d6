import RedoubtABI
import RedoubtControl
import RedoubtImage

/// What the user wants an image to be.
///
/// The decision is ``LaunchPolicy``'s, so that a host with the same conditions decides the same.
struct ImageConditions {
    var signer: SignerID?
    /// The option that named the signer.
    var signerOption = "--signer-id"
    var measurement: Measurement?
    /// Like family and security version a word of the signer's: without one there is nothing to check.
    var product: ProductID?
    var family: FamilyID?
    var minimumSecurityVersion: UInt16?
    var allowsDevelopment = false
    var allowsDebug = false

    /// A line for each check.
    func checks(of assessment: ImageAssessment) -> [ImageCheck] {
        let identity: EnclaveIdentity?
        let signature: ImageCheck.Outcome
        switch assessment.signature {
        case .holds(let verified):
            identity = verified.identity(isDebug: false)
            signature = .holds(verified.image.signature.map { "\($0.key.algorithm)" } ?? "")
        case .fails(let error):
            identity = nil
            signature = .refused(error.reason)
        }
        let file = [
            ImageCheck(.structure, .holds("an enclave image")),
            ImageCheck(.signature, signature),
            ImageCheck(
                .measurement,
                "\(assessment.measured)",
                unless: assessment.measurementProblem?.reason
            ),
        ]
        guard let identity else {
            let subjects: [ImageCheck.Subject] = [
                .signer, .wantedMeasurement, .product, .family, .securityVersion, .debug,
            ]
            return file + subjects.map { ImageCheck($0, .unknown("the signature does not hold")) }
        }
        return file + checks(of: identity) + [debugCheck(assessment.image)]
    }

    private func checks(of identity: EnclaveIdentity) -> [ImageCheck] {
        let violations = violations(by: identity)
        func check(
            _ subject: ImageCheck.Subject,
            _ wanted: String?,
            _ notAsked: String
        ) -> ImageCheck {
            if let violation = violations.first(where: { $0.subject == subject }) {
                return ImageCheck(subject, .refused(violation.refusal(self)))
            }
            return ImageCheck(
                subject,
                wanted.map { .holds($0) } ?? .notAsked(notAsked)
            )
        }
        let version = "\(identity.securityVersion), and at least "
        return [
            check(
                .signer,
                signer != nil || identity.isDevelopment ? SignerText.name(identity.signer) : nil,
                "\(identity.signer): --signer and --signer-id were not given"
            ),
            check(
                .wantedMeasurement,
                measurement.map { _ in "it is this one" },
                "--measurement was not given"
            ),
            check(.product, product.map { "\($0)" }, "--product was not given"),
            check(.family, family.map { "\($0)" }, "--family was not given"),
            check(
                .securityVersion,
                minimumSecurityVersion.map { version + "\($0) is wanted" },
                "--min-svn was not given"
            ),
        ]
    }

    private func debugCheck(_ image: EnclaveImage) -> ImageCheck {
        let debug = image.configuration.allowsDebug
        return ImageCheck(
            .debug,
            debug ? "a launch may ask for it: --allow-debug" : "no launch may ask for it",
            unless: debug && !allowsDebug
                ? "a launch may ask for debug, and then the enclave keeps no secrets: build it with "
                    + "\"debug\": false in enclave.json, or accept it with --allow-debug"
                : nil
        )
    }

    private func violations(by identity: EnclaveIdentity) -> [PolicyViolation] {
        var policies: [LaunchPolicy] = []
        if let signer {
            policies.append(
                .signed(
                    by: signer,
                    product: product,
                    family: family,
                    minimumSecurityVersion: minimumSecurityVersion ?? 0
                )
            )
        }
        if let measurement { policies.append(.measured(measurement)) }
        if policies.isEmpty { policies.append(.development) }
        var violations = policies.flatMap { $0.violations(by: identity) }
        // A measurement says what the enclave is, whoever signed it: here the user may say that this is enough.
        if allowsDevelopment { violations.removeAll { $0 == .development } }
        return violations
    }
}
