extension Quote {
    /// What the quote says; nobody has checked it.
    ///
    /// To be shown to people: only ``appraise(collateral:at:policy:root:)-(Collateral,Timestamp,_,_)`` tells
    /// whether it is true.
    public var uncheckedClaims: Claims { Claims(self) }
}

extension Claims {
    /// What an assessed quote says.
    init(_ quote: Quote, _ assessment: QuoteAssessment, _ collateral: VerifiedCollateral) {
        self.init(quote)
        tcb = assessment.tcb
        hardwareModel = assessment.chain.map { Hexadecimal.encode($0.platform.platform) }
        let issued = [collateral.tcbInfo?.issueDate, collateral.identity?.issueDate]
        let expires = [
            collateral.tcbInfo?.nextUpdate, collateral.identity?.nextUpdate,
            collateral.rootList?.nextUpdate, collateral.pckList?.nextUpdate,
        ]
        freshness = Freshness(
            issuedAt: issued.compactMap { $0 }.min(),
            expiresAt: expires.compactMap { $0 }.min()
        )
    }

    /// What a quote says.
    fileprivate init(_ quote: Quote) {
        family = quote.header.tee == .sgx ? .intelSGX : .intelTDX
        profile = "quote v\(quote.header.version)"
        hardwareModel = nil
        hardwareID = nil
        isDebug = quote.body.isDebug
        reportData = quote.body.reportData
        tcb = nil
        freshness = Freshness(issuedAt: nil, expiresAt: nil)
        switch quote.body {
        case .sgx(let report):
            measurements = [Measurement(name: "MRENCLAVE", value: report.measurement)]
            signer = report.signer
            product = [UInt8(report.product >> 8), UInt8(truncatingIfNeeded: report.product)]
            securityVersion = UInt64(report.securityVersion)
            details = [:]
        case .tdx(let report):
            measurements =
                [Measurement(name: "MRTD", value: report.measurement)]
                + report.runtimeMeasurements.enumerated().map { index, value in
                    Measurement(name: "RTMR\(index)", value: value)
                } + [
                    Measurement(name: "MRSEAM", value: report.moduleMeasurement),
                    Measurement(name: "MRCONFIGID", value: report.configurationID),
                    Measurement(name: "MROWNER", value: report.owner),
                    Measurement(name: "MROWNERCONFIG", value: report.ownerConfiguration),
                ]
            // Nobody signs a domain; MROWNER is what its launcher says of its owner.
            signer = nil
            product = nil
            securityVersion = nil
            details = [:]
        }
    }
}
