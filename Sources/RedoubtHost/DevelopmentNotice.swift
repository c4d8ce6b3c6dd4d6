internal import RedoubtABI
internal import RedoubtControl
internal import Synchronization

/// Says on standard error, once in a process for each reason, that an enclave is not fit for secrets.
enum DevelopmentNotice {
    private static let hasNamedKey = Atomic<Bool>(false)
    private static let hasNamedDebug = Atomic<Bool>(false)

    static func give(for enclave: EnclaveIdentity, image: String) {
        if enclave.isDevelopment, !hasNamedKey.exchange(true, ordering: .relaxed) {
            give(image, "is signed with the development key, which everybody has")
        }
        if enclave.isDebug, !hasNamedDebug.exchange(true, ordering: .relaxed) {
            give(image, "runs in debug")
        }
    }

    private static func give(_ image: String, _ reason: String) {
        StandardError.write("redoubt: \(image) \(reason): give it no secrets")
    }
}
