import RedoubtABI
import RedoubtControl

extension PolicyViolation {
    /// The reason in the words of `redoubt verify-image`: which of its options asks for what, and what to do.
    func refusal(_ conditions: ImageConditions) -> String {
        let signerOption = conditions.signerOption
        return switch self {
        case .development:
            conditions.signer == nil
                ? "it is signed with the development key, which everybody has: if that will do, give "
                    + "--allow-development"
                : "it is signed with the development key, which everybody has, and \(signerOption) asks for an "
                    + "author's: get the image from its author"
        case .notDevelopment(let signer):
            "it is signed by \(signer), not with the development key: if you trust that author, give "
                + "--signer-id \(signer) instead of --allow-development"
        case .signer(let signer, let expected):
            "it is signed by \(signer), and \(signerOption) asks for \(expected): get the image from its author"
        case .measurement(let measurement):
            "it is \(measurement), and --measurement asks for "
                + "\(conditions.measurement.map { "\($0)" } ?? "another"): get that image"
        case .product(let product, let expected):
            "it is \(product), and --product asks for \(expected): get that product's image"
        case .family(let family, let expected):
            "it is \(family), and --family asks for \(expected): get an image of that family"
        case .securityVersion(let version, let minimum):
            "it is \(version), and --min-svn asks for \(minimum) or newer: get a newer image"
        case .deniedMeasurement, .deniedVersion, .debug:
            // Nothing that this command builds has such a condition; what has is refused in its own words.
            "\(self)"
        }
    }

    /// What is refused, as a line of `redoubt verify-image` calls it.
    var subject: ImageCheck.Subject {
        switch self {
        case .development, .notDevelopment, .signer: .signer
        case .measurement, .deniedMeasurement: .wantedMeasurement
        case .product: .product
        case .family: .family
        case .securityVersion, .deniedVersion: .securityVersion
        case .debug: .debug
        }
    }
}
