internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// Says on standard error, once in a process, that an enclave is not fit for secrets.
enum DevelopmentNotice {
    private static let hasBeenGiven = Atomic<Bool>(false)

    static func give(for enclave: EnclaveIdentity, image: String) {
        guard enclave.isDevelopment || enclave.isDebug,
            !hasBeenGiven.exchange(true, ordering: .relaxed)
        else { return }
        StandardError.write(
            "redoubt: \(image) "
                + (enclave.isDevelopment
                    ? "is signed with the development key, which everybody has"
                    : "runs in debug")
                + ": give it no secrets"
        )
    }
}
