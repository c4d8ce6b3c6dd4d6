public import RedoubtDeliveryInterface

/// A key pair that an enclave makes for data of one purpose, and offers with a proof of who it is.
///
/// It is the only way to evidence of an enclave: whoever checks it knows that what is sealed for the public key opens in
/// this enclave alone, and for this purpose. The key is gone with the enclave, and older envelopes with it.
///
/// ```swift
/// let key = try DeliveryKey(purpose: "patients")
/// let offer = try key.offer(nonce: nonce)       // to the host, whose platform makes evidence of it
/// let patients = try key.open(envelope)         // from whoever has checked the evidence
/// ```
public final class DeliveryKey: Sendable {
    private let key: RecipientKey
    private let report: @Sendable ([UInt8]) throws(DeliveryError) -> [UInt8]

    /// Makes a random key.
    ///
    /// - Parameter purpose: what data is wanted for, 1 to 256 bytes; the owner of the data is shown it.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError/purposeLength(_:)``.
    public convenience init(purpose: String) throws(DeliveryError) {
        try self.init(key: RecipientKey(purpose: purpose)) { (data) throws(DeliveryError) in
            try OwnReport.bytes(with: data)
        }
    }

    /// Takes a key, and what makes reports: a test's.
    package init(
        key: RecipientKey,
        report: @escaping @Sendable ([UInt8]) throws(DeliveryError) -> [UInt8]
    ) {
        self.key = key
        self.report = report
    }

    /// What data is wanted for.
    public var purpose: String { key.purpose }

    /// Offers the public key, with a report of this enclave that names key, purpose and nonce.
    ///
    /// - Parameter nonce: 8 to 64 bytes that the owner of the data has just made up, if it wants to know that the
    ///   offer is new; empty if not.
    /// - Returns: the bytes of a ``RedoubtDeliveryInterface/DeliveryOffer``, for the host.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``: `nonceLength`, `noKeys`.
    public func offer(nonce: [UInt8] = []) throws(DeliveryError) -> [UInt8] {
        guard nonce.isEmpty || DeliveryLimits.nonceBytes.contains(nonce.count) else {
            throw .nonceLength(nonce.count)
        }
        let purpose = Array(key.purpose.utf8)
        let data = DeliveryBinding.reportData(
            publicKey: key.publicKey,
            purpose: purpose,
            nonce: nonce
        )
        return try DeliveryOffer(
            publicKey: key.publicKey,
            purpose: purpose,
            nonce: nonce,
            proof: report(data),
            isAttested: false
        ).bytes
    }

    /// Opens an envelope, once.
    ///
    /// - Parameter envelope: from anybody.
    /// - Returns: what is in it.
    /// - Throws: ``RedoubtDeliveryInterface/DeliveryError``, as ``RecipientKey/open(_:)``.
    public func open(_ envelope: [UInt8]) throws(DeliveryError) -> DeliveredContent {
        try key.open(envelope)
    }
}
