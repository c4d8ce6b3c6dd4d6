import RedoubtABI
import RedoubtControl
import RedoubtImage

/// What the user wants an image to be.
///
/// The decision is ``LaunchPolicy``'s, so that a host with the same conditions decides the same.
struct ImageConditions {
    var signer: SignerID?
    var measurement: Measurement?
    var product: ProductID?
    var family: FamilyID?
    var minimumSecurityVersion: UInt16?
    var allowsDevelopment = false
    var allowsDebug = false

    /// A line for each check.
    func checks(of assessment: ImageAssessment) -> [ImageCheck] {
        var checks = [ImageCheck("structure", .holds("an enclave image"))]
        let identity: EnclaveIdentity?
        switch assessment.signature {
        case .holds(let verified):
            identity = verified.identity(isDebug: false)
            let algorithm = verified.image.signature.map { "\($0.key.algorithm)" } ?? ""
            checks.append(ImageCheck("signature", .holds(algorithm)))
        case .fails(let error):
            identity = nil
            checks.append(ImageCheck("signature", .refused(error.reason)))
        }
        checks.append(
            ImageCheck(
                "measurement",
                "\(assessment.measured)",
                unless: assessment.measurementProblem?.reason
            )
        )
        guard let identity else {
            return checks
                + subjects.map { ImageCheck($0, .unchecked("the signature does not hold")) }
        }
        checks += policyChecks(of: identity)
        let debug = assessment.image.configuration.allowsDebug
        checks.append(
            ImageCheck(
                "debug",
                debug ? "a launch may ask for it: --allow-debug" : "no launch may ask for it",
                unless: debug && !allowsDebug
                    ? "a launch may ask for debug, and then the enclave keeps no secrets: build it with "
                        + "\"debug\": false in enclave.json, or accept it with --allow-debug"
                    : nil
            )
        )
        return checks
    }

    /// What is checked against the policy.
    private var subjects: [String] {
        var subjects = ["signer"]
        if measurement != nil { subjects.append("wanted measurement") }
        if product != nil { subjects.append("product") }
        if family != nil { subjects.append("family") }
        if minimumSecurityVersion != nil { subjects.append("security version") }
        return subjects + ["debug"]
    }

    private func policyChecks(of identity: EnclaveIdentity) -> [ImageCheck] {
        let violations = violations(by: identity)
        func refusal(_ isThis: (PolicyViolation) -> Bool) -> String? {
            violations.first(where: isThis).map { "\($0)" }
        }
        var checks = [
            ImageCheck(
                "signer",
                SignerText.name(identity.signer),
                unless: refusal {
                    switch $0 {
                    case .development, .notDevelopment, .signer: true
                    default: false
                    }
                }
            )
        ]
        if measurement != nil {
            checks.append(
                ImageCheck(
                    "wanted measurement",
                    "it is this one",
                    unless: refusal { if case .measurement = $0 { true } else { false } }
                )
            )
        }
        if product != nil {
            checks.append(
                ImageCheck(
                    "product",
                    "\(identity.product)",
                    unless: refusal { if case .product = $0 { true } else { false } }
                )
            )
        }
        if family != nil {
            checks.append(
                ImageCheck(
                    "family",
                    "\(identity.family)",
                    unless: refusal { if case .family = $0 { true } else { false } }
                )
            )
        }
        if let minimumSecurityVersion {
            checks.append(
                ImageCheck(
                    "security version",
                    "\(identity.securityVersion), and at least \(minimumSecurityVersion) is wanted",
                    unless: refusal { if case .securityVersion = $0 { true } else { false } }
                )
            )
        }
        return checks
    }

    private func violations(by identity: EnclaveIdentity) -> [PolicyViolation] {
        let policy: LaunchPolicy
        if let signer {
            policy = .signed(
                by: signer,
                product: product,
                family: family,
                minimumSecurityVersion: minimumSecurityVersion ?? 0
            )
        } else if let measurement {
            policy = .measured(measurement)
        } else {
            policy = .development
        }
        var violations = policy.violations(by: identity)
        if signer != nil, let measurement {
            violations += LaunchPolicy.measured(measurement).violations(by: identity)
        }
        // A measurement says what the enclave is, whoever signed it: here the user may say that this is enough.
        if allowsDevelopment { violations.removeAll { $0 == .development } }
        return violations
    }
}
