import SignerInterface

extension KeyRequest {
    /// Makes sure that a key can be made so.
    func check() throws(SignerError) {
        guard SignerLimits.isName(name) else { throw .invalidName }
        if let problem = policy.problem(algorithm) { throw .invalidPolicy(problem) }
    }
}

extension KeyPolicy {
    fileprivate func problem(_ algorithm: KeyAlgorithm) -> PolicyProblem? {
        if purposes.isEmpty || Set(purposes).count != purposes.count { return .purposes }
        if purposes.contains(.digest), algorithm != .p256 { return .digestsNeedP256 }
        if let usesPerMinute, !(1...SignerLimits.usesPerMinute).contains(usesPerMinute) {
            return .counts
        }
        if uses == 0 || !(1...SignerLimits.usesCountedAhead).contains(usesCountedAhead) {
            return .counts
        }
        if usesPerMinute != nil, usesCountedAhead != 1 { return .rateCountsAhead }
        if let lifetime = tokenLifetimeSeconds,
            !(1...SignerLimits.tokenLifetimeSeconds).contains(lifetime)
        {
            return .lifetime
        }
        if let issuer = tokenIssuer, !issuer.isPlain { return .issuer }
        if tokenIssuer != nil || tokenLifetimeSeconds != nil {
            if !purposes.contains(.token) { return .tokenLimitsWithoutTokens }
            if purposes.contains(.digest) || purposes.contains(.message) {
                return .tokenLimitsEvaded
            }
        }
        return nil
    }
}

extension String {
    /// Whether it reads the same in JSON.
    fileprivate var isPlain: Bool {
        (1...256).contains(utf8.count)
            && utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }
    }
}
