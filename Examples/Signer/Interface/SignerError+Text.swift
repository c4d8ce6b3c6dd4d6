// The enclave sends errors as numbers, and the host finds the words: they are no part of what is trusted.
#if !hasFeature(Embedded)
internal import RedoubtDeliveryInterface
internal import RedoubtSealingInterface

extension SignerError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public var description: String {
        switch self {
        case .notOpen: "the enclave's store is not open: call open first"
        case .store(let error): error.description
        case .malformedRecord:
            "a record of the store is in another form than this enclave writes: launch a newer image"
        case .invalidName:
            "a key's name is 1 to \(SignerLimits.nameBytes) bytes of a-z, 0-9, -, _ and ."
        case .noSuchKey: "there is no key of this name: `signer list` names those that there are"
        case .nameTaken: "there is a key of this name already: choose another, or remove it"
        case .tooManyKeys(let limit): "there are \(limit) keys already, the most: remove some"
        case .invalidPolicy(let problem): problem.description
        case .purposeRefused(let purpose):
            "the key's policy does not allow \(purpose): make a key that allows it"
        case .usedUp(let limit):
            "the key was used \(limit) times, as often as its policy allows: make another"
        case .rateExceeded(let limit, let seconds):
            "the key's policy allows \(limit) uses in a minute: try again in \(seconds) s"
        case .clockUnavailable:
            "the host did not tell the time, which the key's rate needs: launch the enclave with a handler for "
                + "SignerHost"
        case .digestLength(let expected): "a digest has \(expected) bytes: give that of SHA-256"
        case .tooLong(let limit): "at most \(limit) bytes can be signed in this way"
        case .token(let problem): problem.description
        case .invalidSubject(let part):
            "part \(part) of subject and DNS names cannot be written: 1 to \(SignerLimits.subjectPartBytes) bytes "
                + "without control characters, a country of two capital letters, DNS names of ASCII, at most "
                + "\(SignerLimits.subjectParts) of each"
        case .notAnSSHRequest:
            "this is no request for SSH authentication with this key, and nothing else is signed for SSH"
        case .noImportOffer:
            "nothing was offered in this launch that a key can have been wrapped for: call offerImport first"
        case .delivery(let error): "the key cannot be imported: \(error)"
        case .malformedWrappedKey:
            "what was wrapped is no private key of its algorithm: wrap it with `signer wrap`"
        case .cryptographyFailed: "the cryptographic library failed: nothing was signed"
        }
    }
}

extension PolicyProblem: CustomStringConvertible {
    /// What is wrong, and what was expected.
    public var description: String {
        switch self {
        case .purposes: "a policy allows at least one purpose, and names none twice"
        case .digestsNeedP256: "Ed25519 signs no digests: allow messages, or make a P-256 key"
        case .counts:
            "a policy allows 1 to \(SignerLimits.usesPerMinute) uses per minute, 1 or more in all, and counts 1 to "
                + "\(SignerLimits.usesCountedAhead) ahead"
        case .rateCountsAhead: "a key with a rate counts each use: count 1 ahead"
        case .issuer: "an issuer is 1 to 256 bytes of printable ASCII without \" and \\"
        case .lifetime:
            "a token's lifetime is 1 to \(SignerLimits.tokenLifetimeSeconds) seconds"
        case .tokenLimitsWithoutTokens:
            "an issuer or a lifetime is for keys that sign tokens: allow jwt"
        case .tokenLimitsEvaded:
            "a key that signs digests or messages could sign any token: leave these out, or the issuer and lifetime"
        }
    }
}

extension TokenProblem: CustomStringConvertible {
    /// What is wrong, and what was expected.
    public var description: String {
        switch self {
        case .malformedHeader(let position):
            "the header is no JSON object that can be signed, at byte \(position): \(Self.form)"
        case .malformedClaims(let position):
            "the claims are no JSON object that can be signed, at byte \(position): \(Self.form)"
        case .otherAlgorithm:
            "the header names another algorithm than the key's: leave `alg` out"
        case .refusedHeader:
            "the header has one of crit, b64, jku, jwk, x5u, x5c, which change how a token is checked: leave it out"
        case .otherIssuer: "the claim `iss` must be the issuer that the key's policy names"
        case .lifetimeUnknown:
            "the key's policy limits the lifetime, so the claims `iat` and `exp` must be whole numbers of seconds"
        case .lifetimeTooLong(let limit):
            "`exp` must be 1 to \(limit) seconds after `iat`, as the key's policy says"
        }
    }

    private static var form: String {
        "UTF-8, 16 levels deep at most, each name of the outermost object once and without \\"
    }
}

extension KeyPurpose: CustomStringConvertible {
    /// The word that the command line has for it.
    public var description: String {
        switch self {
        case .digest: "digest"
        case .message: "message"
        case .token: "jwt"
        case .certificateRequest: "csr"
        case .ssh: "ssh"
        }
    }
}

extension KeyAlgorithm: CustomStringConvertible {
    /// The word that the command line has for it.
    public var description: String {
        switch self {
        case .p256: "p256"
        case .ed25519: "ed25519"
        }
    }
}
#endif
