public import RedoubtABI
public import RedoubtDeliveryInterface
public import RedoubtSealingInterface

/// Why the signer refuses.
///
/// No case tells anything of a private key.
@EnclaveValue
public enum SignerError: Error, Hashable, Sendable {
    /// The store was not opened.
    case notOpen
    /// The sealed store refuses.
    case store(SealedStoreError)
    /// A record of the store opens, and is not in the form that this enclave writes.
    case malformedRecord
    /// A key's name is not 1 to 64 bytes of a-z, 0-9, `-`, `_` and `.`.
    case invalidName
    /// There is no key of the name.
    case noSuchKey
    /// There is a key of the name already.
    case nameTaken
    /// There are so many keys already.
    case tooManyKeys(limit: Int)
    /// The policy is none.
    case invalidPolicy(PolicyProblem)
    /// The key's policy does not allow this.
    case purposeRefused(KeyPurpose)
    /// The key was used as often as its policy allows, in all.
    case usedUp(limit: UInt64)
    /// The key was used as often as its policy allows, in a minute.
    case rateExceeded(limit: UInt32, retryAfterSeconds: UInt64)
    /// The host did not tell the time, which a rate needs.
    case clockUnavailable
    /// A digest is of another length.
    case digestLength(expected: Int)
    /// What is to be signed is longer than this.
    case tooLong(limitBytes: Int)
    /// The header or the claims of a token are not what may be signed.
    case token(TokenProblem)
    /// The subject or a DNS name of a certification request cannot be written.
    case invalidSubject(part: Int)
    /// What SSH is to sign is no request for authentication with this key.
    case notAnSSHRequest
    /// Nothing was offered in this launch that a key can have been wrapped for.
    case noImportOffer
    /// The offer cannot be made, or the wrapped key does not open.
    case delivery(DeliveryError)
    /// What was wrapped is no key in its form.
    case malformedWrappedKey
    /// The cryptographic library could not do its work.
    case cryptographyFailed
}

/// What is wrong with a policy.
@EnclaveValue
public enum PolicyProblem: Hashable, Sendable {
    /// There is none, or one twice.
    case purposes
    /// Digests are for P-256 alone.
    case digestsNeedP256
    /// Uses per minute, in all, or counted ahead are out of their bounds.
    case counts
    /// A rate needs an exact counter.
    case rateCountsAhead
    /// The issuer is empty, too long, or not printable ASCII without `"` and `\`.
    case issuer
    /// The lifetime is out of its bounds.
    case lifetime
    /// Issuer or lifetime are given, and the key signs no tokens.
    case tokenLimitsWithoutTokens
    /// Issuer or lifetime are given, and the key signs whatever it is given beside tokens.
    case tokenLimitsEvaded
}

/// What is wrong with a token's header or claims.
@EnclaveValue
public enum TokenProblem: Hashable, Sendable {
    /// The header is no JSON object.
    case malformedHeader(at: Int)
    /// The claims are no JSON object.
    case malformedClaims(at: Int)
    /// The header names another algorithm than the key's.
    case otherAlgorithm
    /// The header has a member that would change how the token is checked.
    case refusedHeader
    /// The claims name another issuer than the policy, or none.
    case otherIssuer
    /// The claims do not tell `iat` and `exp` as whole numbers, which the policy needs.
    case lifetimeUnknown
    /// The token would live longer than the policy allows, or end before it begins.
    case lifetimeTooLong(limitSeconds: UInt32)
}
