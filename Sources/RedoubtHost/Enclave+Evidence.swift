internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtDeliveryInterface

extension Enclave {
    /// Has the platform vouch for a key that this enclave offers.
    ///
    /// The report in the offer means something to the platform alone; in its place comes evidence that whoever knows
    /// the platform's key can check: `redoubt provision` does. In the development mode a process of its own makes
    /// the evidence, which says so.
    ///
    /// - Parameter offer: what `DeliveryKey.offer` of the enclave's code returned.
    /// - Returns: the offer for the owner of the data.
    /// - Throws: ``EnclaveError``: `evidenceRefused`, `platformUnavailable`, `keysUnavailable`, `monitorNotFound`.
    public nonisolated(nonsending) func attestedOffer(_ offer: [UInt8]) async throws -> [UInt8] {
        let (source, mode) = (evidenceSource, platformMode)
        return try await withCheckedThrowingContinuation { continuation in
            do throws(SystemError) {
                try SystemThread.start {
                    do throws(EnclaveError) {
                        continuation.resume(
                            returning: try Self.attested(offer, by: source, mode)
                        )
                    } catch {
                        continuation.resume(throwing: error)
                    }
                }
            } catch {
                continuation.resume(
                    throwing: EnclaveError(.platformUnavailable, error.description)
                )
            }
        }
    }

    private static func attested(
        _ offer: [UInt8],
        by source: EvidenceSource,
        _ mode: PlatformMode
    ) throws(EnclaveError) -> [UInt8] {
        let read = try refusing { () throws(DeliveryError) in try DeliveryOffer(bytes: offer) }
        if read.isAttested { return offer }
        let evidence = try source.evidence(of: read.proof, mode: mode)
        return try refusing { () throws(DeliveryError) in
            try DeliveryOffer(
                publicKey: read.publicKey,
                purpose: read.purpose,
                nonce: read.nonce,
                proof: evidence,
                isAttested: true
            )
        }.bytes
    }

    private static func refusing<Result>(
        _ body: () throws(DeliveryError) -> Result
    ) throws(EnclaveError) -> Result {
        do throws(DeliveryError) {
            return try body()
        } catch {
            throw EnclaveError(.evidenceRefused, "the enclave's offer: \(error)")
        }
    }
}
