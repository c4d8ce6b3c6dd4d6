internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// An image that may be launched, as far as its header says: signed, and wanted by the host's policy.
///
/// With the measurement of the loaded pages, which the backends check, this is SGX's EINIT.
struct AdmittedImage: Sendable {
    let image: EnclaveImage
    /// Who the enclave is, once its pages were found to measure what the header says.
    let identity: EnclaveIdentity

    /// Checks the signature, then the policy.
    init(_ image: EnclaveImage, for request: LaunchRequest) throws(RefusalError) {
        let verified: VerifiedImage
        do throws(ImageError) {
            verified = try VerifiedImage(image)
        } catch {
            throw RefusalError(.image(error.description))
        }
        let identity = verified.identity(isDebug: request.debug)
        var violations = request.policy.violations(by: identity)
        if request.debug && !image.configuration.allowsDebug { violations.append(.debug) }
        guard violations.isEmpty else { throw RefusalError(.policy(violations)) }
        self.image = image
        self.identity = identity
    }
}
