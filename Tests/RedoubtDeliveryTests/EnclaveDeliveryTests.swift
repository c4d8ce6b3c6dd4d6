import DeliveryFixtureInterface
import EnclaveTesting
import Foundation
import RedoubtAttestation
import RedoubtControl
import RedoubtDelivery
import RedoubtHost
import RedoubtKeys
import Testing

@Suite("Delivery to enclaves")
struct EnclaveDeliveryTests {
    private static let content = Array("a row of a patient".utf8)
    private static let nonce = [UInt8](repeating: 0x5a, count: 16)

    private func developmentKey(_ folder: String) throws -> [UInt8] {
        EvidenceKey(try RootSecretFolder(folder).load()).publicKey
    }

    @Test(
        "What is sealed after a look at the evidence opens in the enclave, once, and nowhere else",
        arguments: testedIsolation
    )
    func delivered(_ level: IsolationLevel) async throws {
        let late = try await withDeliveryEnclave(level) { enclave, client async throws in
            let offered = try await client.makeKey("patients", Self.nonce)
            let offer = try DeliveryOffer(bytes: try await enclave.attestedOffer(offered))
            #expect(offer.isAttested)
            var policy = AppraisalPolicy()
            policy.measurements = [enclave.identity.measurement.bytes]
            policy.signers = [enclave.identity.signer.bytes]
            policy.products = [enclave.identity.product.bytes]
            policy.minimumSecurityVersion = 5
            policy.reportData = DeliveryBinding.reportData(
                publicKey: offer.publicKey,
                purpose: Array("patients".utf8),
                nonce: Self.nonce
            )
            let evidence = try EnclaveEvidence(offer.proof)
            let key = try developmentKey(testDevelopmentRoot)
            let now = Timestamp(Date())
            func reasons() -> [Reason.Code] {
                switch evidence.appraise(platformKey: key, at: now, policy: policy) {
                case .accepted: []
                case .refused(let refusal): refusal.map(\.code)
                }
            }
            #expect(reasons() == [.development])
            policy.allowsDevelopment = true
            #expect(reasons() == [])
            #expect(
                evidence.isolation
                    == (level.backend == .virtualization ? "virtualization" : "process")
            )
            #expect(evidence.hasPrivateMemory == (level.memory == .private))
            #expect(!evidence.isDebug)
            #expect(evidence.imageVersion == enclave.identity.imageVersion)

            let envelope = try Envelopes.seal(
                Self.content,
                to: offer.publicKey,
                purpose: "patients"
            )
            #expect(try await client.open(envelope) == Self.content)
            #expect(
                try await deliveryRefusal { _ = try await client.open(envelope) } == .replayed
            )
            let other = try Envelopes.seal([1], to: offer.publicKey, purpose: "results")
            #expect(
                try await deliveryRefusal { _ = try await client.open(other) } == .otherPurpose
            )
            var damaged = try Envelopes.seal(Self.content, to: offer.publicKey, purpose: "patients")
            let late = damaged
            damaged[100] ^= 1
            #expect(
                try await deliveryRefusal { _ = try await client.open(damaged) } == .tampered
            )
            return late
        }
        // The same image, launched again, has another key.
        try await withDeliveryEnclave(level) { _, client async throws in
            _ = try await client.makeKey("patients", [])
            #expect(try await deliveryRefusal { _ = try await client.open(late) } == .otherKey)
        }
    }

    @Test("Results are sealed for an analyst inside", arguments: testedIsolation)
    func results(_ level: IsolationLevel) async throws {
        let analyst = try RecipientKey(purpose: "results")
        try await withDeliveryEnclave(level) { _, client async throws in
            let offer = try DeliveryOffer(bytes: try await client.makeKey("patients", []))
            let envelope = try Envelopes.seal(
                Self.content,
                to: offer.publicKey,
                purpose: "patients"
            )
            let answer = try await client.answer(envelope, analyst.publicKey, "results")
            #expect(try analyst.open(answer).bytes == Self.content)
            let unusable = try Envelopes.seal(
                Self.content,
                to: offer.publicKey,
                purpose: "patients"
            )
            #expect(
                try await deliveryRefusal {
                    _ = try await client.answer(unusable, [UInt8](repeating: 0, count: 32), "r")
                } == .invalidPublicKey
            )
        }
    }

    @Test(
        "Offers of one key differ in their nonces alone, and keys in all",
        arguments: testedIsolation
    )
    func offers(_ level: IsolationLevel) async throws {
        try await withDeliveryEnclave(level) { _, client async throws in
            let first = try DeliveryOffer(bytes: try await client.makeKey("patients", []))
            let second = try DeliveryOffer(bytes: try await client.offer(Self.nonce))
            let third = try DeliveryOffer(bytes: try await client.makeKey("patients", []))
            #expect(first.publicKey == second.publicKey)
            #expect(first.proof != second.proof)
            #expect(first.publicKey != third.publicKey)
            for offer in [first, second, third] {
                #expect(!offer.isAttested)
                let report = try EnclaveReport(bytes: offer.proof)
                #expect(report.data == DeliveryBinding.reportData(of: offer))
                #expect(report.isDevelopment)
            }
            #expect(
                try await deliveryRefusal { _ = try await client.offer([1]) } == .nonceLength(1)
            )
            #expect(
                try await deliveryRefusal { _ = try await client.makeKey("", []) }
                    == .purposeLength(0)
            )
        }
    }

    @Test(
        "What was delivered, and the keys for it, are gone from heap and stack",
        arguments: testedIsolation
    )
    func residue(_ level: IsolationLevel) async throws {
        try await withDeliveryEnclave(level) { _, client async throws in
            for secret in [DeliverySecret.content, .privateKey, .reportKey] {
                let found = try await client.residue(of: secret)
                #expect(found == DeliveryResidue(heap: 0, stack: 0), "\(secret)")
            }
        }
    }

    @Test(
        "The search finds what is kept, and what is left on the stack",
        arguments: testedIsolation
    )
    func residueControl(_ level: IsolationLevel) async throws {
        try await withDeliveryEnclave(level) { _, client async throws in
            for secret in [DeliverySecret.keptContent, .keptPrivateKey] {
                #expect(try await client.residue(of: secret).heap >= 1, "\(secret)")
            }
            #expect(try await client.residue(of: .leftOnStack).stack >= 1)
        }
    }

    @Test("A report that the host has changed, or that is another platform's, gets no evidence")
    func refusedByPlatform() async throws {
        guard let level = testedIsolation.last else { return }
        let root = try TestFolder()
        let folder = "\(root.path)/root"
        _ = try RootSecretFolder(folder).load()
        let offer = try await withDeliveryEnclave(level) { enclave, client async throws in
            let offer = try await client.makeKey("patients", [])
            for index in (offer.count - EnclaveReport.byteCount)..<offer.count {
                var changed = offer
                changed[index] ^= 0x40
                do {
                    _ = try await enclave.attestedOffer(changed)
                    Issue.record("byte \(index) can be changed")
                } catch let error as EnclaveError {
                    #expect(error.code == .evidenceRefused)
                }
            }
            for bytes in [[], [1, 2, 3], Array(offer.dropLast()), offer + [0]] {
                await #expect(throws: EnclaveError.self) {
                    try await enclave.attestedOffer(bytes)
                }
            }
            return offer
        }
        try await withDeliveryEnclave(level, developmentFolder: folder) { enclave, _ async throws in
            do {
                _ = try await enclave.attestedOffer(offer)
                Issue.record("another platform vouches")
            } catch let error as EnclaveError {
                #expect(error.message.contains("another platform"))
            }
        }
    }
}
