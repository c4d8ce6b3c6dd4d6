extension StrictRules {
    /// Says which of these rules a quote breaks.
    func check(_ quote: Quote, _ chain: PlatformChain?, _ log: inout ReasonLog) {
        func require(
            _ rule: StrictRules,
            _ holds: Bool,
            _ location: Reason.Location,
            _ text: String
        ) {
            log.require(!contains(rule) || holds, Reason(.strictRule, at: location, text))
        }
        require(
            .noDebug,
            !quote.body.isDebug,
            "quote.body",
            "The enclave or domain is under debug; the strict rule no-debug refuses that."
        )
        require(
            .authenticationDataOf32Bytes,
            quote.authenticationData.count == 32,
            "quote.signature_data.qe_authentication_data",
            "There are \(quote.authenticationData.count) bytes; the strict rule auth-data-32-bytes asks for 32."
        )
        if let chain {
            require(
                .leafFirst,
                chain.isLeafFirst,
                PlatformChain.location,
                "The chain is not in the order leaf, authority, root that the strict rule leaf-first asks for."
            )
        }
        switch quote.body {
        case .sgx:
            require(
                .sgxOnlyInVersion3,
                quote.header.version == 3,
                "quote.header.version",
                "An enclave is quoted in version \(quote.header.version); the strict rule sgx-only-in-v3 "
                    + "refuses that."
            )
        case .tdx(let report):
            require(
                .noReservedAttributes,
                report.attributes & ~TrustDomainReport.knownAttributes == 0,
                "quote.body.TDATTRIBUTES",
                "A reserved bit is set; the strict rule no-reserved-attributes refuses that."
            )
            require(
                .exceptionsDisabled,
                report.disablesVirtualizationExceptions,
                "quote.body.TDATTRIBUTES",
                "SEPT_VE_DISABLE is not set; the strict rule sept-ve-disable asks for it."
            )
            require(
                .notMigratable,
                !report.isMigratable,
                "quote.body.TDATTRIBUTES",
                "The domain is migratable; the strict rule not-migratable refuses that."
            )
            require(
                .noServiceDomain,
                report.serviceDomain?.allSatisfy { $0 == 0 } ?? true,
                "quote.body.MRSERVICETD",
                "A service domain is bound to the domain; the strict rule no-service-td refuses that."
            )
        }
    }
}
