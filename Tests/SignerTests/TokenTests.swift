import Crypto
import EnclaveTesting
import Foundation
import RedoubtHost
import SignerInterface
import Testing

/// Tokens, checked by libraries that are not ours.
struct TokenTests {
    @Test(arguments: [("p256", "ES256"), ("ed25519", "EdDSA")])
    func `PyJWT takes a token, and refuses it when a byte was changed`(
        algorithm: String,
        name: String
    ) async throws {
        let folder = try SignerFolder()
        _ = try await folder.signed("new-key", "k", "--algorithm", algorithm, "--allow", "jwt")
        let claims = try folder.write("claims", #"{"sub": "ünï", "exp": 32503680000, "n": [1]}"#)
        let header = try folder.write("header", #"{"kid": "k", "typ": "at+jwt"}"#)
        let token = try await folder.signed("jwt", "k", "--claims", claims, "--header", header)
        let pem = try folder.write("pem", try await folder.signed("public-key", "k") + "\n")
        let script = """
            import json, jwt, sys
            token, key, algorithm = sys.argv[1], open(sys.argv[2]).read(), sys.argv[3]
            claims = jwt.decode(token, key, algorithms=[algorithm])
            print(json.dumps([claims["sub"], claims["n"], jwt.get_unverified_header(token)], sort_keys=True))
            """
        let output = try await run("/usr/bin/python3", ["-c", script, token, pem, name])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(
            output.standardOutput
                == "[\"\\u00fcn\\u00ef\", [1], {\"alg\": \"\(name)\", \"kid\": \"k\", \"typ\": \"at+jwt\"}]\n"
        )
        let parts = token.split(separator: ".")
        let changed = "\(parts[0]).\(parts[1].dropLast(4))AAAA.\(parts[2])"
        let refused = try await run("/usr/bin/python3", ["-c", script, changed, pem, name])
        #expect(refused.status == 1)
        #expect(refused.standardError.contains("InvalidSignatureError"))
    }

    @Test(arguments: testedIsolation)
    func `swift-crypto takes tokens of both algorithms`(level: IsolationLevel) async throws {
        try await SignerFolder().withSigner(level) { signer async throws in
            for algorithm in KeyAlgorithm.allCases {
                let key = try await signer.makeKey(KeyRequest("\(algorithm)", algorithm, .token))
                let token = try await signer.token(
                    "\(algorithm)",
                    header: Array("{}".utf8),
                    claims: Array("{}".utf8)
                )
                let parts = String(decoding: token, as: UTF8.self).split(separator: ".")
                let input = Data("\(parts[0]).\(parts[1])".utf8)
                let signature = try #require(Self.bytes(base64URL: parts[2]))
                switch algorithm {
                case .p256:
                    let checked = try P256.Signing.PublicKey(x963Representation: key.publicKey)
                        .isValidSignature(.init(rawRepresentation: signature), for: input)
                    #expect(checked)
                case .ed25519:
                    let checked = try Curve25519.Signing.PublicKey(
                        rawRepresentation: key.publicKey
                    ).isValidSignature(signature, for: input)
                    #expect(checked)
                }
            }
        }
    }

    @Test(arguments: testedIsolation)
    func `A token says what the key's policy allows, or is not signed`(
        level: IsolationLevel
    ) async throws {
        let cases: [(String, String, TokenProblem)] = [
            ("{", "{}", .malformedHeader(at: 1)),
            ("{}", "", .malformedClaims(at: 0)),
            ("{}", "[]", .malformedClaims(at: 0)),
            ("{}", #"{"iss":"me","iss":"you"}"#, .malformedClaims(at: 23)),
            ("{}", #"{"\u0069ss":"me"}"#, .malformedClaims(at: 11)),
            ("{}", #"{"iss":"me"} x"#, .malformedClaims(at: 13)),
            ("{}", #"{"a":01}"#, .malformedClaims(at: 6)),
            ("{}", #"{"a":"\#u{01}"}"#, .malformedClaims(at: 6)),
            ("{}", "{\"a\":\(String(repeating: "[", count: 16))", .malformedClaims(at: 20)),
            (#"{"alg":"none"}"#, #"{"iss":"me","iat":1,"exp":2}"#, .otherAlgorithm),
            (#"{"crit":["b64"]}"#, #"{"iss":"me","iat":1,"exp":2}"#, .refusedHeader),
            (#"{"jwk":{}}"#, #"{"iss":"me","iat":1,"exp":2}"#, .refusedHeader),
            ("{}", #"{"iss":"you","iat":1,"exp":2}"#, .otherIssuer),
            ("{}", #"{"iss":["me"],"iat":1,"exp":2}"#, .otherIssuer),
            ("{}", #"{"iat":1,"exp":2}"#, .otherIssuer),
            ("{}", #"{"iss":"me","exp":2}"#, .lifetimeUnknown),
            ("{}", #"{"iss":"me","iat":1.5,"exp":2}"#, .lifetimeUnknown),
            ("{}", #"{"iss":"me","iat":-1,"exp":2}"#, .lifetimeUnknown),
            ("{}", #"{"iss":"me","iat":1,"exp":62}"#, .lifetimeTooLong(limitSeconds: 60)),
            ("{}", #"{"iss":"me","iat":2,"exp":2}"#, .lifetimeTooLong(limitSeconds: 60)),
        ]
        try await SignerFolder().withSigner(level) { signer async throws in
            var request = KeyRequest("k", .p256, .token)
            request.policy.tokenIssuer = "me"
            request.policy.tokenLifetimeSeconds = 60
            _ = try await signer.makeKey(request)
            func token(_ header: String, _ claims: String) async throws {
                _ = try await signer.token(
                    "k",
                    header: Array(header.utf8),
                    claims: Array(claims.utf8)
                )
            }
            for (header, claims, problem) in cases {
                let refused = try await refusal { try await token(header, claims) }
                #expect(refused == .token(problem), "\(header) \(claims)")
            }
            let long = #"{"a":"\#(String(repeating: "a", count: 16 << 10))"}"#
            #expect(
                try await refusal { try await token("{}", long) }
                    == .tooLong(limitBytes: 16 << 10)
            )
            let bytes: [UInt8] = [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]
            let refused = try await refusal {
                _ = try await signer.token("k", header: Array("{}".utf8), claims: bytes)
            }
            #expect(refused == .token(.malformedClaims(at: 0)))
            // What was refused was not counted.
            try await token(#"{"alg":"ES256"}"#, #" {"iss": "me", "iat": 1, "exp": 61} "#)
            #expect(try await signer.key("k").uses == 1)
        }
    }

    private static func bytes(base64URL text: Substring) -> Data? {
        let plain = text.replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }
}
