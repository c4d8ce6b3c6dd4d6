internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage
internal import RedoubtKeys

/// Gets an enclave's keys to the monitor that launches it.
enum KeyDelivery {
    /// Takes the keys that the host's request asks for.
    ///
    /// A monitor that the platform service has started asks it for leave at the same time.
    ///
    /// - Returns: the pages, which say at least who the enclave is.
    static func receive(
        for admitted: AdmittedImage,
        _ request: LaunchRequest,
        origin: MonitorOrigin,
        link: HostLink
    ) throws(RefusalError) -> KeyPages {
        let identity = admitted.identity
        switch origin {
        case .service:
            // Whatever folder the host may have named: it is not to be opened with the service's rights.
            let memoryBytes = admitted.image.layout.memoryBytes
            let received = link.awaitGrant(identity, memoryBytes: memoryBytes)
            guard let pages = received.take(0) else { return try describe(identity) }
            return try refusing { () throws(SystemError) in try KeyPages(pages) }
        case .host:
            switch request.keys {
            case .none: return try describe(identity)
            case .development(let folder): return try derive(for: identity, in: folder)
            case .service:
                throw RefusalError(
                    .keys("the host has asked its own monitor for the keys of a platform service")
                )
            }
        }
    }

    /// Pages without keys.
    private static func describe(_ identity: EnclaveIdentity) throws(RefusalError) -> KeyPages {
        let pages = try refusing { () throws(SystemError) in try KeyPages() }
        pages.describe(identity)
        return pages
    }

    /// Pages with keys from the root secrets in a folder, which are in this process only meanwhile.
    @inline(never)
    private static func derive(
        for identity: EnclaveIdentity,
        in folder: String
    ) throws(RefusalError) -> KeyPages {
        let pages = try refusing { () throws(SystemError) in try KeyPages() }
        do throws(RootSecretFailure) {
            try RootSecretFolder(folder).load().fill(pages, for: identity)
        } catch {
            throw RefusalError(.keys(error.description))
        }
        return pages
    }

    private static func refusing<Result: ~Copyable>(
        _ body: () throws(SystemError) -> Result
    ) throws(RefusalError) -> Result {
        do throws(SystemError) {
            return try body()
        } catch {
            throw RefusalError(.keys(error.description))
        }
    }
}
