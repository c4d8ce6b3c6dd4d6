import RedoubtAttestation

/// The bytes that one verification of a quote takes.
struct VerificationInputs {
    let quote: [UInt8]
    let collateral: [UInt8]
    let root: [UInt8]
    let time: Timestamp

    /// Reads and verifies everything anew.
    func verdict(_ policy: AppraisalPolicy) throws(Reason) -> Verdict {
        try Quote(quote).appraise(
            collateral: try Collateral(json: collateral),
            at: time,
            policy: policy,
            root: try TrustedRoot(pem: root)
        )
    }
}
