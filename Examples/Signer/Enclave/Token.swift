import SignerInterface

/// A JSON Web Token (RFC 7519) before it is signed.
struct Token {
    /// The header and the claims in base64url, with a point between them.
    let signingInput: [UInt8]

    /// Header members that change how a token is checked, or with which key.
    private static let refusedNames = ["crit", "b64", "jku", "jwk", "x5u", "x5c"]

    /// Checks header and claims against a key's policy, and puts them together.
    init(header: [UInt8], claims: [UInt8], for key: KeyRequest) throws(SignerError) {
        guard header.count <= SignerLimits.headerBytes else {
            throw .tooLong(limitBytes: SignerLimits.headerBytes)
        }
        guard claims.count <= SignerLimits.claimsBytes else {
            throw .tooLong(limitBytes: SignerLimits.claimsBytes)
        }
        let headerObject: JSONObject
        do throws(JSONProblem) {
            headerObject = try JSONObject(header)
        } catch {
            throw .token(.malformedHeader(at: error.position))
        }
        let claimsObject: JSONObject
        do throws(JSONProblem) {
            claimsObject = try JSONObject(claims)
        } catch {
            throw .token(.malformedClaims(at: error.position))
        }
        if let problem = Self.problem(claimsObject, key.policy) { throw .token(problem) }
        let completed = try Self.header(headerObject, key.algorithm)
        signingInput = Base64URL.encode(completed) + [0x2E] + Base64URL.encode(claims)
    }

    /// The token with its signature.
    func signed(_ signature: [UInt8]) -> [UInt8] {
        signingInput + [0x2E] + Base64URL.encode(signature)
    }

    private static func header(
        _ given: JSONObject,
        _ algorithm: KeyAlgorithm
    ) throws(SignerError) -> [UInt8] {
        let name = algorithm == .p256 ? "ES256" : "EdDSA"
        var header = Array("{\"alg\":\"\(name)\"".utf8)
        if given["typ"] == nil { header += Array(",\"typ\":\"JWT\"".utf8) }
        for member in given.members {
            if refusedNames.contains(where: { member.name.elementsEqual($0.utf8) }) {
                throw .token(.refusedHeader)
            }
            if member.name.elementsEqual("alg".utf8) {
                guard member.value.isString(name) else { throw .token(.otherAlgorithm) }
                continue
            }
            header += [0x2C, 0x22] + member.name + [0x22, 0x3A] + member.value
        }
        return header + [0x7D]
    }

    private static func problem(_ claims: JSONObject, _ policy: KeyPolicy) -> TokenProblem? {
        if let issuer = policy.tokenIssuer, claims["iss"]?.isString(issuer) != true {
            return .otherIssuer
        }
        if let limit = policy.tokenLifetimeSeconds {
            guard let begin = claims["iat"]?.wholeNumber, let end = claims["exp"]?.wholeNumber
            else { return .lifetimeUnknown }
            guard end > begin, end - begin <= UInt64(limit) else {
                return .lifetimeTooLong(limitSeconds: limit)
            }
        }
        return nil
    }
}

extension [UInt8] {
    /// Whether it is a JSON string of a text that reads the same in JSON.
    fileprivate func isString(_ text: String) -> Bool {
        elementsEqual([0x22] + Array(text.utf8) + [0x22])
    }

    /// A JSON number without sign, fraction and exponent, of at most 15 digits.
    fileprivate var wholeNumber: UInt64? {
        guard (1...15).contains(count), allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
    }
}
