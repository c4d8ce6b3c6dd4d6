internal import RedoubtControl

extension LaunchOptions {
    /// Where the development root is.
    ///
    /// - Throws: ``EnclaveError/Code/keysUnavailable``.
    func developmentRoot() throws(EnclaveError) -> String {
        guard let folder = developmentFolder ?? DevelopmentRoot.folder,
            folder.hasPrefix("/")
        else {
            throw EnclaveError(
                .keysUnavailable,
                developmentFolder.map {
                    "developmentFolder is \($0), which is no absolute path"
                }
                    ?? "the environment has neither HOME nor XDG_STATE_HOME nor "
                    + "\(DevelopmentRoot.environmentVariable) with an absolute path, so there is no folder for "
                    + "the root secret: set one of them or LaunchOptions.developmentFolder, or launch with keys "
                    + "= .none"
            )
        }
        return folder
    }
}
