public import RedoubtABI

/// Which images a host launches.
///
/// The monitor checks it after it has measured the enclave and before any of the enclave's code runs.
/// There is no policy that accepts everything: start with ``signed(by:product:family:minimumSecurityVersion:)``,
/// ``measured(_:)`` or ``development``, and add what is denied.
@EnclaveValue
public struct LaunchPolicy: Hashable {
    /// Who is trusted to say what the enclave is.
    @EnclaveValue
    public enum Trust: Hashable {
        /// Whoever has the development key: everybody.
        case development
        /// The author with this key.
        case signer(SignerID)
        /// Nobody: the enclave is one of these.
        case measurements([Measurement])
    }

    /// Who is trusted.
    public let trust: Trust
    /// The product that it must be; nil if any of the signer's will do.
    public let product: ProductID?
    /// The family that it must belong to; nil if any of the signer's will do.
    public let family: FamilyID?
    /// The oldest security version that will do.
    public let minimumSecurityVersion: UInt16
    /// Enclaves that are refused whoever signed them.
    ///
    /// At most ``entryLimit``.
    public var deniedMeasurements: [Measurement] = []
    /// Releases that are refused because a hole is known in them.
    ///
    /// They go by the signer and what the signer declared, so they matter where a signer is trusted. At most ``entryLimit``.
    public var deniedVersions: [DeniedVersions] = []

    /// The most entries of each list.
    public static let entryLimit = 1024

    private init(
        trust: Trust,
        product: ProductID? = nil,
        family: FamilyID? = nil,
        minimumSecurityVersion: UInt16 = 0
    ) {
        self.trust = trust
        self.product = product
        self.family = family
        self.minimumSecurityVersion = minimumSecurityVersion
    }

    /// Accepts what an author has signed.
    ///
    /// - Parameters:
    ///   - signer: the author's key; `redoubt key show author.pub.pem` prints its id.
    ///   - product: the product that it must be; nil if any of the signer's will do.
    ///   - family: the family that it must belong to; nil if any of the signer's will do.
    ///   - minimumSecurityVersion: the oldest security version that will do.
    /// - Returns: a policy that refuses all else, images signed with the development key included.
    public static func signed(
        by signer: SignerID,
        product: ProductID? = nil,
        family: FamilyID? = nil,
        minimumSecurityVersion: UInt16 = 0
    ) -> LaunchPolicy {
        LaunchPolicy(
            trust: .signer(signer),
            product: product,
            family: family,
            minimumSecurityVersion: minimumSecurityVersion
        )
    }

    /// Accepts enclaves by what they are, whoever signed them.
    ///
    /// A measurement covers code and memory. It does not cover what a header declares beside them: product,
    /// family, versions, the weakest seal that the author accepts, and whether debug is allowed. Anybody can sign
    /// the same pages with other declarations, so such a policy asks for none of them, and ``deniedVersions``
    /// says nothing about it. Require the seal with the launch's options.
    ///
    /// - Parameter measurements: what `redoubt measure` prints of the images; at most ``entryLimit``. With
    ///   none, everything is refused.
    /// - Returns: a policy that refuses all else, images signed with the development key included.
    public static func measured(_ measurements: Measurement...) -> LaunchPolicy {
        LaunchPolicy(trust: .measurements(measurements))
    }

    /// Accepts what is signed with the development key, and nothing else.
    ///
    /// Everybody has that key. For secrets, sign with a key of your own and say so with
    /// ``signed(by:product:family:minimumSecurityVersion:)``.
    public static let development = LaunchPolicy(trust: .development)

    /// Every reason for which an enclave is refused; none if it is accepted.
    public func violations(by enclave: EnclaveIdentity) -> [PolicyViolation] {
        var found: [PolicyViolation] = []
        switch trust {
        case .development:
            if !enclave.isDevelopment { found.append(.notDevelopment(signer: enclave.signer)) }
        case .signer(let signer):
            if enclave.isDevelopment {
                found.append(.development)
            } else if enclave.signer != signer {
                found.append(.signer(enclave.signer, expected: signer))
            }
        case .measurements(let measurements):
            if enclave.isDevelopment { found.append(.development) }
            if !measurements.contains(enclave.measurement) {
                found.append(.measurement(enclave.measurement))
            }
        }
        if let product, enclave.product != product {
            found.append(.product(enclave.product, expected: product))
        }
        if let family, enclave.family != family {
            found.append(.family(enclave.family, expected: family))
        }
        if enclave.securityVersion < minimumSecurityVersion {
            found.append(
                .securityVersion(enclave.securityVersion, minimum: minimumSecurityVersion)
            )
        }
        if deniedMeasurements.contains(enclave.measurement) {
            found.append(.deniedMeasurement(enclave.measurement))
        }
        if deniedVersions.contains(where: { $0.covers(enclave) }) {
            found.append(.deniedVersion(enclave.signer, securityVersion: enclave.securityVersion))
        }
        return found
    }
}

/// Releases of an author that are refused because a hole is known in them.
///
/// An image that was good once stays signed for ever; this is how it is kept from being used for its hole.
@EnclaveValue
public struct DeniedVersions: Hashable {
    /// Who signed them.
    public let signer: SignerID
    /// Which product they are of; nil if of any.
    public let product: ProductID?
    /// The oldest of them.
    public let oldest: UInt16
    /// The newest of them.
    public let newest: UInt16

    /// Names releases.
    ///
    /// - Parameters:
    ///   - signer: who signed them.
    ///   - product: which product they are of; nil if of any.
    ///   - securityVersions: their security versions.
    public init(
        signer: SignerID,
        product: ProductID? = nil,
        securityVersions: ClosedRange<UInt16>
    ) {
        self.signer = signer
        self.product = product
        oldest = securityVersions.lowerBound
        newest = securityVersions.upperBound
    }

    func covers(_ enclave: EnclaveIdentity) -> Bool {
        enclave.signer == signer && (product == nil || product == enclave.product)
            && enclave.securityVersion >= oldest && enclave.securityVersion <= newest
    }
}
