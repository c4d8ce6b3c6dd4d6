import EnclaveTesting
import Foundation
import RedoubtAttestation
import RedoubtDelivery
import RedoubtKeys
import Testing

/// The scripts share no code with ours: what both understand is what docs/DELIVERY.md says.
@Suite("Delivery's vectors")
struct VectorTests {
    private static let signatureByteCount = 64

    @Test("Reports, evidence, offers and envelopes are to the byte what Python made")
    func vectors() throws {
        let vectors = try DeliveryVectors.read()
        #expect(vectors.count == 3)
        for vector in vectors {
            let platform = try MadeUpPlatform(
                root: vector.root.bytes,
                platform: vector.platform.bytes
            )
            let purpose = Array(vector.purpose.utf8)
            let (publicKey, nonce) = (vector.publicKey.bytes, vector.nonce.bytes)
            let data = DeliveryBinding.reportData(
                publicKey: publicKey,
                purpose: purpose,
                nonce: nonce
            )
            #expect(data == vector.reportData.bytes)
            #expect(try platform.report(vector.body, data: data) == vector.report.bytes)
            let isDevelopment = vector.mode == 1
            // The platform derives the report's key by itself. Its signature is another each time.
            let evidence = try platform.evidence(
                vector.report.bytes,
                isDevelopment: isDevelopment,
                at: vector.time
            )
            #expect(evidence.count == vector.evidence.bytes.count)
            #expect(
                evidence.dropLast(Self.signatureByteCount)
                    == vector.evidence.bytes.dropLast(Self.signatureByteCount)
            )
            let key = EvidenceKey(try RootSecretFolder(platform.folder).load()).publicKey
            #expect(key == vector.platformKey.bytes)
            for (proof, isAttested, offer) in [
                (vector.report.bytes, false, vector.reportOffer.bytes),
                (vector.evidence.bytes, true, vector.evidenceOffer.bytes),
            ] {
                let made = try DeliveryOffer(
                    publicKey: publicKey,
                    purpose: purpose,
                    nonce: nonce,
                    proof: proof,
                    isAttested: isAttested
                )
                #expect(made.bytes == offer)
                #expect(try DeliveryOffer(bytes: offer) == made)
            }
        }
    }

    @Test("Evidence that Python signed is accepted, and says what it says")
    func evidence() throws {
        for vector in try DeliveryVectors.read() {
            var policy = AppraisalPolicy()
            policy.reportData = vector.reportData.bytes
            policy.measurements = [vector.measurement.bytes]
            policy.signers = [vector.signer.bytes]
            policy.minimumSecurityVersion = UInt64(vector.securityVersion)
            policy.allowsDebug = vector.isDebug
            policy.allowsDevelopment = vector.mode == 1
            let evidence = try EnclaveEvidence(vector.evidence.bytes)
            let verdict = evidence.appraise(
                platformKey: vector.platformKey.bytes,
                at: Timestamp(secondsSince1970: vector.time),
                policy: policy
            )
            #expect(verdict.isAccepted, "\(verdict)")
            #expect(evidence.imageVersion == vector.imageVersion)
            #expect(evidence.hasPrivateMemory == (vector.memory == 2))
            #expect(evidence.issuedAt.secondsSince1970 == vector.time)
        }
    }

    @Test("Envelopes that Python sealed open")
    func envelopes() throws {
        for vector in try DeliveryVectors.read() {
            let key = try RecipientKey(
                purpose: vector.purpose,
                rawRepresentation: vector.privateKey.bytes
            )
            #expect(key.publicKey == vector.publicKey.bytes)
            #expect(try key.open(vector.envelope.bytes).bytes == vector.content.bytes)
        }
    }

    @Test("The vectors are those that the script computes now")
    func generated() async throws {
        guard try await hasPythonCryptography() else { return }
        let script = DeliveryVectors.folder.appendingPathComponent("make_vectors.py").path
        let output = try await run("/usr/bin/env", ["python3", script])
        try #require(output.status == 0, "\(output.standardError)")
        let file = DeliveryVectors.folder.appendingPathComponent("delivery.json")
        #expect(try Data(contentsOf: file) == Data(output.standardOutput.utf8))
    }

    @Test(
        "docs/deliver.py accepts the vectors, and refuses them with any bit flipped or byte cut off"
    )
    func script() async throws {
        guard try await hasPythonCryptography() else { return }
        let script = DeliveryVectors.folder.appendingPathComponent("check_deliver.py").path
        let output = try await run("/usr/bin/env", ["python3", script])
        #expect(output.status == 0, "\(output.standardError)")
        let bytes = try DeliveryVectors.read().map {
            $0.evidenceOffer.bytes.count + $0.envelope.bytes.count
        }
        // Eight bits and an end for each byte, and one byte more for each of offer and envelope.
        let refused = bytes.reduce(0) { $0 + 9 * $1 + 2 }
        #expect(output.standardOutput == "3 accepted, \(refused) refused\n")
    }
}
