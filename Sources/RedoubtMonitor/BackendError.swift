/// Why a backend did not launch an enclave.
enum BackendError: Error {
    /// This machine, or this user, cannot have the level. The text says what to do about it.
    case unavailable(String)
    /// What was loaded is not what the image's author signed. The text says which check failed.
    case refusedImage(String)
    /// It should have worked.
    case failed(String)
}
