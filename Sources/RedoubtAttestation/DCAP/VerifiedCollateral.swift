internal import Crypto
internal import Synchronization

/// A bundle whose signatures and chains have been checked, to be kept between quotes.
///
/// Times are checked with each quote, against its caller's time. It also remembers the chains of the platforms
/// that it was used for, so that the next quote of such a platform costs two signature checks. It can be used
/// from many threads. Reasons that were found in the bundle are in every verdict that is made with it.
public final class VerifiedCollateral: Sendable {
    /// The bundle.
    public let collateral: Collateral

    let root: TrustedRoot
    let rootList: RevocationList?
    let pckList: RevocationList?
    let tcbInfo: TCBInfo?
    let identity: QuotingEnclaveIdentity?
    private let signers: [(Certificate, Reason.Location)]
    private let log: ReasonLog
    private let platforms = Mutex<[SHA256.Digest: PlatformChain]>([:])

    /// How many platforms are remembered; beyond that, the memory begins anew.
    public static let limitPlatforms = 256

    /// Checks all of a bundle that does not depend on a quote or the time.
    ///
    /// - Parameters:
    ///   - collateral: the bundle.
    ///   - root: what its chains must end in.
    public init(_ collateral: Collateral, root: TrustedRoot = .intelSGX) {
        self.collateral = collateral
        self.root = root
        var log = ReasonLog()
        let rootList = log.attempt { () throws(Reason) in
            try RevocationList(collateral.rootCRL, at: "collateral.root_ca_crl")
        }
        pckList = log.attempt { () throws(Reason) in
            try RevocationList(collateral.pckCRL, at: "collateral.pck_crl")
        }
        if let rootList {
            log.attempt { () throws(Reason) in
                try rootList.requireIssued(by: root.certificate, "collateral.root_ca_crl")
            }
            log.require(!rootList.lists(root.certificate), root.certificate.revoked("root"))
        }
        log.attempt { () throws(Reason) in
            try root.certificate.requireRole(.authority(below: 1), "root")
        }
        self.rootList = rootList

        var signers: [(Certificate, Reason.Location)] = []
        let tcbChain = log.attempt { () throws(Reason) in
            try SigningChain(
                collateral.tcbInfoIssuerChain,
                root,
                rootList,
                at: "collateral.tcb_info_issuer_chain"
            )
        }
        if let tcbChain { signers.append((tcbChain.signer, "collateral.tcb_info_issuer_chain")) }
        let isOneChain =
            collateral.tcbInfoIssuerChain == collateral.quotingEnclaveIdentityIssuerChain
        let identityChain =
            isOneChain
            ? tcbChain
            : log.attempt { () throws(Reason) in
                try SigningChain(
                    collateral.quotingEnclaveIdentityIssuerChain,
                    root,
                    rootList,
                    at: "collateral.qe_identity_issuer_chain"
                )
            }
        if !isOneChain, let identityChain {
            signers.append((identityChain.signer, "collateral.qe_identity_issuer_chain"))
        }
        self.signers = signers

        tcbInfo = log.attempt { () throws(Reason) in
            try TCBInfo(collateral.tcbInfo, at: "collateral.tcb_info")
        }
        identity = log.attempt { () throws(Reason) in
            try QuotingEnclaveIdentity(
                collateral.quotingEnclaveIdentity,
                at: "collateral.qe_identity"
            )
        }
        Self.requireSigned(
            collateral.tcbInfo,
            collateral.tcbInfoSignature,
            tcbChain,
            "collateral.tcb_info",
            &log
        )
        Self.requireSigned(
            collateral.quotingEnclaveIdentity,
            collateral.quotingEnclaveIdentitySignature,
            identityChain,
            "collateral.qe_identity",
            &log
        )
        self.log = log
    }

    /// What is said against the bundle at a time.
    func reasons(at time: Timestamp) -> ReasonLog {
        var log = log
        log.attempt { () throws(Reason) in try root.certificate.requireValid(at: time, "root") }
        for (signer, location) in signers {
            log.attempt { () throws(Reason) in try signer.requireValid(at: time, location) }
        }
        if let rootList {
            log.attempt { () throws(Reason) in
                try rootList.requireValid(at: time, "collateral.root_ca_crl")
            }
        }
        if let pckList {
            log.attempt { () throws(Reason) in
                try pckList.requireValid(at: time, "collateral.pck_crl")
            }
        }
        if let tcbInfo {
            Self.check(tcbInfo.issueDate, tcbInfo.nextUpdate, time, "collateral.tcb_info", &log)
        }
        if let identity {
            Self.check(
                identity.issueDate,
                identity.nextUpdate,
                time,
                "collateral.qe_identity",
                &log
            )
        }
        return log
    }

    /// The chain of a quote's platform, from memory or checked now.
    func platform(_ quote: Quote, _ log: inout ReasonLog) -> PlatformChain? {
        let key = SHA256.hash(data: quote.bytes[quote.parts.certificates])
        if let known = platforms.withLock({ $0[key] }) { return known }
        var own = ReasonLog()
        let chain = PlatformChain.find(quote, self, &own)
        if let chain, own.isEmpty, rootList != nil, pckList != nil {
            platforms.withLock { platforms in
                if platforms.count >= Self.limitPlatforms { platforms.removeAll() }
                platforms[key] = chain
            }
        }
        for reason in own.reasons { log.add(reason) }
        return chain
    }

    private static func requireSigned(
        _ text: [UInt8],
        _ signature: [UInt8],
        _ chain: SigningChain?,
        _ location: Reason.Location,
        _ log: inout ReasonLog
    ) {
        guard let chain else { return }
        let holds =
            signature.count == 64
            && chain.signer.key.isValid(signature[...], over: text[...], .ecdsaP256SHA256)
        log.require(
            holds,
            Reason(
                .collateralSignature,
                at: location,
                "The signature is not made over these very bytes with the key of "
                    + "\"\(chain.signer.shownName)\". The text must be kept exactly as it was delivered."
            )
        )
    }

    private static func check(
        _ issueDate: Timestamp,
        _ nextUpdate: Timestamp,
        _ time: Timestamp,
        _ location: Reason.Location,
        _ log: inout ReasonLog
    ) {
        log.require(
            issueDate <= time,
            Reason(
                .collateralNotYetValid,
                at: location,
                "It was issued at \(issueDate), which is in the future; the time is \(time)."
            )
        )
        log.require(
            time <= nextUpdate,
            Reason(
                .collateralExpired,
                at: location,
                "It expired at \(nextUpdate); the time is \(time). Get a new one."
            )
        )
    }
}
