import Foundation
import Testing

@testable import RedoubtAttestation

@Suite("COSE messages and Arm's tokens")
struct TokenTests {
    private static let time = Timestamp(secondsSince1970: 1_700_000_000)

    /// The messages of the COSE working group that have one signer, with whether they hold.
    private static func examples() throws -> [(name: String, isGood: Bool, object: [String: Any])] {
        let files = try Vectors.object("eat_cwt/index.json")["files"] as? [[String: Any]] ?? []
        return try files.compactMap { file in
            guard let name = file["file"] as? String, name.hasPrefix("cosewg_") else { return nil }
            let object = try Vectors.object("eat_cwt/\(name)")
            let input = object["input"] as? [String: Any]
            guard input?["sign0"] != nil else { return nil }
            return (name, file["negative"] as? Bool == false, object)
        }
    }

    @Test("The working group's messages are decided as it states")
    func workingGroup() throws {
        var decidedCount = 0
        for (name, isGood, object) in try Self.examples() {
            let input = try #require(object["input"] as? [String: Any])
            let sign = try #require(input["sign0"] as? [String: Any])
            let key = try JSONSerialization.data(withJSONObject: sign["key"] ?? [:])
            let external = Vectors.hexadecimal(sign["external"] as? String ?? "")
            let output = try #require(object["output"] as? [String: Any])
            let bytes = Vectors.hexadecimal(output["cbor"] as? String ?? "")
            let known = try JSONWebKey(json: Array(key), at: "test").key
            // Ed448 and RSA-PSS are not for evidence.
            guard let known else { continue }
            let message = try? SignedMessage(
                CBORReader.read(bytes, allowsLongHeads: true, at: "test"),
                allowsUnprotectedAlgorithm: true,
                at: "test"
            )
            let holds = message?.isSigned(with: known, external: external) ?? false
            // This one signs SHA-512 with a key of P-256: each algorithm has one curve here.
            let isMixed = name == "cosewg_ecdsa-examples_ecdsa-sig-04.json"
            #expect(holds == (isGood && !isMixed), "\(name)")
            decidedCount += 1
        }
        #expect(decidedCount >= 12)
    }

    @Test(
        "PSA tokens are accepted with their key and refused with another",
        arguments: ["veraison_psa-evidence.cbor", "veraison_psa.good.cbor"]
    )
    func psa(_ name: String) throws {
        let token = try AttestationToken(Vectors.bytes("eat_cwt/\(name)"))
        let key = try Vectors.bytes("eat_cwt/veraison_ec.p256.jwk")
        let verdict = token.appraise(key: key, at: Self.time, policy: AppraisalPolicy())
        #expect(verdict.isAccepted, "\(verdict)")
        let other = try Vectors.bytes("eat_cwt/veraison_ec.p384.jwk")
        #expect(!token.appraise(key: other, at: Self.time, policy: AppraisalPolicy()).isAccepted)
    }

    @Test(
        "Trusted Firmware's tokens hold",
        arguments: ["tfm_psa-2_0_0_sign1.bin", "tfm_psa-iot-1_sign1.bin"]
    )
    func trustedFirmware(_ name: String) throws {
        let token = try AttestationToken(Vectors.bytes("eat_cwt/\(name)"))
        let pem = String(decoding: try Vectors.bytes("eat_cwt/tfm_public.pem"), as: UTF8.self)
        let der = try Vectors.base64(
            pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        )
        var reader = DERReader(der, at: "test")
        let key = try SubjectPublicKey.key(der, reader.take(DERTag.sequence), at: "test")
        #expect(token.message.isSigned(with: key))
        #expect(!token.components.isEmpty)
    }

    @Test(
        "CCA tokens bind the realm's key and are accepted with the platform's",
        arguments: [
            ("veraison_cca-good.cbor", "veraison_ec.p256.jwk"),
            ("trustee_cca-example-token.cbor", "trustee_cpak-pub.json"),
        ]
    )
    func cca(_ name: String, _ keyName: String) throws {
        let token = try ConfidentialComputeToken(Vectors.bytes("eat_cwt/\(name)"))
        let key = try Vectors.bytes("eat_cwt/\(keyName)")
        let policy = AppraisalPolicy { AllowDebug() }
        let verdict = token.appraise(key: key, at: Self.time, policy: policy)
        #expect(verdict.isAccepted, "\(verdict)")
        let other = try Vectors.bytes("eat_cwt/trustee_rak-pub.json")
        #expect(!token.appraise(key: other, at: Self.time, policy: policy).isAccepted)
    }

    @Test("No truncated token is read, and none with a changed byte is accepted with other claims")
    func mutations() throws {
        let bytes = try Vectors.bytes("eat_cwt/veraison_psa.good.cbor")
        let key = try Vectors.bytes("eat_cwt/veraison_ec.p256.jwk")
        let genuine = try AttestationToken(bytes).uncheckedClaims
        for index in bytes.indices {
            #expect(throws: Reason.self) { try AttestationToken(Array(bytes.prefix(index))) }
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            guard let token = try? AttestationToken(changed),
                case .accepted(let verified) = token.appraise(
                    key: key,
                    at: Self.time,
                    policy: AppraisalPolicy()
                )
            else { continue }
            #expect(verified.claims == genuine)
        }
    }
}
