internal import RedoubtAttestation
internal import RedoubtControl
internal import RedoubtCrypto
internal import RedoubtDelivery
internal import RedoubtKeys
internal import RedoubtProvisioning

/// Any bytes as a report, evidence of an enclave, an offer or an envelope.
public enum DeliveryTarget {
    /// How far an input came.
    public enum Outcome: Hashable, Sendable {
        /// It cannot be read.
        case malformed
        /// It is read, and refused for good reasons.
        case refused
        /// It is authentic, or opens.
        case genuine
    }

    private static let time: Int64 = 1_700_000_000
    private static let platform = MadeUpPlatform()

    /// Tries the bytes as a report that a platform with made-up secrets is to vouch for, and with a right code at its end.
    public static func report(_ bytes: [UInt8]) -> Outcome {
        let isAuthentic = platform.hasEvidence(of: bytes, at: time)
        guard let report = try? RedoubtDeliveryInterface.EnclaveReport(bytes: bytes) else {
            precondition(!isAuthentic)
            return .malformed
        }
        // A code that does not belong to the rest gets no evidence, whatever the rest is.
        precondition(isAuthentic == (platform.authenticated(report) == bytes))
        precondition(platform.hasEvidence(of: platform.authenticated(report), at: time))
        return isAuthentic ? .genuine : .refused
    }

    /// Tries the bytes as evidence, which no key here has signed.
    public static func evidence(_ bytes: [UInt8]) -> Outcome {
        do throws(Reason) {
            let evidence = try EnclaveEvidence(bytes)
            var policy = AppraisalPolicy()
            policy.allowsDebug = true
            policy.allowsDevelopment = true
            for key in [platform.publicKey, bytes] {
                let verdict = evidence.appraise(
                    platformKey: key,
                    at: Timestamp(secondsSince1970: time),
                    policy: policy
                )
                guard case .refused(let refusal) = verdict else {
                    preconditionFailure("evidence was accepted without anything to vouch for it")
                }
                precondition(!refusal.isEmpty)
                precondition(String(validating: verdict.json, as: UTF8.self) != nil)
            }
            return .refused
        } catch {
            precondition(!error.description.isEmpty)
            return .malformed
        }
    }

    /// Tries the bytes as an offer, which its owner has no reason to believe.
    public static func offer(_ bytes: [UInt8]) -> Outcome {
        let read: DeliveryOffer?
        do throws(DeliveryError) {
            let offer = try DeliveryOffer(bytes: bytes)
            precondition(offer.bytes == bytes, "an offer is not written as it was read")
            read = offer
        } catch {
            precondition(!error.description.isEmpty)
            read = nil
        }
        do throws(OfferRefusal) {
            var policy = AppraisalPolicy()
            policy.allowsDebug = true
            policy.allowsDevelopment = true
            _ = try VerifiedOffer(
                bytes,
                for: read.map { String(decoding: $0.purpose, as: UTF8.self) } ?? "patients",
                nonce: read?.nonce,
                platformKey: platform.publicKey,
                policy: policy,
                at: Timestamp(secondsSince1970: time)
            )
            preconditionFailure("an offer was believed without anything to vouch for it")
        } catch {
            precondition(!error.description.isEmpty)
        }
        return read == nil ? .malformed : .refused
    }

    /// Tries the bytes as an envelope for the key of the first of delivery's vectors.
    public static func envelope(_ bytes: [UInt8]) -> Outcome {
        let isReadable = (try? DeliveryEnvelope(of: bytes)) != nil
        let key = recipient("patients")
        do throws(DeliveryError) {
            let content = try key.open(bytes)
            precondition(isReadable && content.count == bytes.count - DeliveryLimits.overheadBytes)
        } catch {
            precondition(!error.description.isEmpty)
            return isReadable ? .refused : .malformed
        }
        precondition(refusal(key, bytes) == .replayed)
        precondition(refusal(recipient("results"), bytes) == .otherPurpose)
        var changed = bytes
        // A place that another input has elsewhere.
        changed[Int(bytes[bytes.count - 1]) * 7 % bytes.count] ^= 0x40
        precondition(refusal(recipient("patients"), changed) != nil, "a changed envelope opens")
        return .genuine
    }

    private static func refusal(_ key: RecipientKey, _ envelope: [UInt8]) -> DeliveryError? {
        do throws(DeliveryError) {
            _ = try key.open(envelope)
            return nil
        } catch {
            return error
        }
    }

    /// The key of `make_vectors.py`: the SHA-256 of its name.
    private static let privateKey = Array(SHA256.hash(data: Array("delivery key 1".utf8)))

    private static func recipient(_ purpose: String) -> RecipientKey {
        guard let key = try? RecipientKey(purpose: purpose, rawRepresentation: privateKey) else {
            preconditionFailure("any 32 bytes are a key")
        }
        return key
    }
}
