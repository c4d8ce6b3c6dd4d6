import Crypto
import Foundation
import SignerInterface

extension KeyInformation {
    /// The key in a line: name, algorithm, fingerprint, purposes, uses.
    var line: String {
        let policy = request.policy
        var parts = [
            request.name, "\(request.algorithm)", fingerprint,
            policy.purposes.map(\.description).joined(separator: ","),
        ]
        parts.append("\(uses)" + (policy.uses.map { " of \($0)" } ?? "") + " uses")
        if let rate = policy.usesPerMinute { parts.append("\(rate) per minute") }
        if let issuer = policy.tokenIssuer { parts.append("issuer \(issuer)") }
        if let lifetime = policy.tokenLifetimeSeconds { parts.append("tokens of \(lifetime) s") }
        if isImported { parts.append("imported") }
        return parts.joined(separator: "  ")
    }

    /// The fingerprint as `ssh-add -l` prints it.
    var fingerprint: String {
        let digest = Data(SHA256.hash(data: sshPublicKey)).base64EncodedString()
        return "SHA256:" + digest.trimmingCharacters(in: ["="])
    }

    /// The line of an authorized_keys file.
    var sshLine: String {
        "\(request.algorithm.sshName) \(Data(sshPublicKey).base64EncodedString()) \(request.name)"
    }

    /// The key as certificates have it (RFC 5480, RFC 8410).
    var subjectPublicKeyInfo: [UInt8] {
        let prefix: [UInt8] =
            switch request.algorithm {
            case .p256:
                [
                    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
                    0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
                ]
            case .ed25519:
                [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
            }
        return prefix + publicKey
    }

    /// The key as JSON (RFC 7517, RFC 8037).
    var jsonWebKey: String {
        func text(_ bytes: some Collection<UInt8>) -> String {
            Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
                .replacingOccurrences(of: "/", with: "_").trimmingCharacters(in: ["="])
        }
        let name = request.name
        return switch request.algorithm {
        case .p256:
            #"{"kty":"EC","crv":"P-256","alg":"ES256","kid":"\#(name)","#
                + #""x":"\#(text(publicKey[1..<33]))","y":"\#(text(publicKey[33...]))"}"#
        case .ed25519:
            #"{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","kid":"\#(name)","x":"\#(text(publicKey))"}"#
        }
    }
}
