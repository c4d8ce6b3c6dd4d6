import RedoubtDelivery
import RedoubtEnclave
import RedoubtSealing
import SignerInterface

/// The signer: finds the key, lets its policy decide and count, and signs.
final class SignerService: Signer, Sendable {
    private let host: Host
    private let ring = Mutex<KeyRing?>(nil)
    private let importing = Mutex<DeliveryKey?>(nil)

    init(host: Host) {
        self.host = host
    }

    /// Calls `body` with the keys.
    private func withRing<Result: Sendable>(
        _ body: (inout KeyRing) throws(SignerError) -> Result
    ) throws(SignerError) -> Result {
        try ring.withLock { (ring) throws(SignerError) in
            // Taken out, not copied: a second reference would copy the keys with each change.
            guard var taken = ring.take() else { throw .notOpen }
            defer { ring = taken }
            return try body(&taken)
        }
    }

    func open(minimumGeneration: UInt64, mayCreate: Bool) throws(SignerError) -> UInt64 {
        let opened = try KeyRing(
            host,
            minimumGeneration: minimumGeneration,
            mayCreate: mayCreate
        )
        ring.withLock { $0 = opened }
        return opened.generation
    }

    func generation() throws(SignerError) -> UInt64 {
        try withRing { ring in ring.generation }
    }

    func reseal() throws(SignerError) -> Int {
        try withRing { (ring) throws(SignerError) in try ring.reseal() }
    }

    func makeKey(_ request: KeyRequest) throws(SignerError) -> KeyInformation {
        try withRing { (ring) throws(SignerError) in
            try ring.add(HeldKey(making: request))
        }
    }

    func offerImport(nonce: [UInt8]) throws(SignerError) -> [UInt8] {
        do throws(DeliveryError) {
            let key = try DeliveryKey(purpose: KeyToImport.purpose)
            let offer = try key.offer(nonce: nonce)
            importing.withLock { $0 = key }
            return offer
        } catch {
            throw .delivery(error)
        }
    }

    func importKey(_ wrapped: [UInt8]) throws(SignerError) -> KeyInformation {
        guard let importing = importing.withLock({ $0 }) else { throw .noImportOffer }
        let content: DeliveredContent
        do throws(DeliveryError) {
            content = try importing.open(wrapped)
        } catch {
            throw .delivery(error)
        }
        return try withRing { (ring) throws(SignerError) in
            try ring.add(HeldKey(importing: content.bytes))
        }
    }

    func names() throws(SignerError) -> [String] {
        try withRing { ring in ring.names }
    }

    func key(_ name: String) throws(SignerError) -> KeyInformation {
        try withRing { (ring) throws(SignerError) in try ring.information(of: name) }
    }

    func removeKey(_ name: String) throws(SignerError) {
        try withRing { (ring) throws(SignerError) in try ring.remove(name) }
    }

    func sign(_ name: String, digest: [UInt8]) throws(SignerError) -> [UInt8] {
        guard let digest = GivenDigest(digest) else {
            throw .digestLength(expected: GivenDigest.byteCount)
        }
        return try use(name, for: .digest).sign(digest)
    }

    func sign(_ name: String, message: [UInt8]) throws(SignerError) -> [UInt8] {
        guard message.count <= SignerLimits.messageBytes else {
            throw .tooLong(limitBytes: SignerLimits.messageBytes)
        }
        return try use(name, for: .message).sign(message).der
    }

    func token(
        _ name: String,
        header: [UInt8],
        claims: [UInt8]
    ) throws(SignerError) -> [UInt8] {
        // What is refused is refused before it is counted.
        let request = try key(name).request
        let token = try Token(header: header, claims: claims, for: request)
        return token.signed(try use(name, for: .token).sign(token.signingInput).raw)
    }

    func certificateRequest(
        _ name: String,
        subject: [SubjectAttribute],
        dnsNames: [String]
    ) throws(SignerError) -> [UInt8] {
        let information = try key(name)
        let request = try CertificateRequest(
            subject: subject,
            dnsNames: dnsNames,
            key: information
        )
        let signature = try use(name, for: .certificateRequest).sign(request.signedPart).der
        return request.signed(signature)
    }

    func authenticate(_ name: String, sshRequest: [UInt8]) throws(SignerError) -> [UInt8] {
        guard sshRequest.count <= SignerLimits.messageBytes else {
            throw .tooLong(limitBytes: SignerLimits.messageBytes)
        }
        let information = try key(name)
        guard SSHRequest.isAuthentication(sshRequest, with: information) else {
            throw .notAnSSHRequest
        }
        return try use(name, for: .ssh).sign(sshRequest).ssh
    }

    /// Counts a use of a key, if its policy allows it.
    private func use(_ name: String, for purpose: KeyPurpose) throws(SignerError) -> PrivateKey {
        try withRing { (ring) throws(SignerError) in try ring.use(name, for: purpose) }
    }
}
