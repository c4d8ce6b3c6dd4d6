extension QuotingEnclaveIdentity {
    /// Says what of a quoting enclave's report does not fit (4.1.2.9).
    func check(_ report: EnclaveReport, _ log: inout ReasonLog) {
        func require(_ holds: Bool, _ field: String) {
            log.require(
                holds,
                Reason(
                    .quotingEnclaveIdentity,
                    at: Reason.Location("quote.signature_data.qe_report.\(field)"),
                    "The quoting enclave's \(field) is not the one of its identity: this is not Intel's "
                        + "quoting enclave."
                )
            )
        }
        require(
            isMasked(report.bytes, 16, miscellaneousSelectMask, miscellaneousSelect),
            "MISCSELECT"
        )
        require(isMasked(report.bytes, 48, attributesMask, attributes), "ATTRIBUTES")
        require(report.bytes.equal(128..<160, signer), "MRSIGNER")
        require(report.product == product, "ISVPRODID")
    }

    /// What is said of the highest level that a report reaches.
    func assessment(_ report: EnclaveReport) throws(Reason) -> TCBAssessment {
        guard let level = levels.first(where: { $0.requirement <= report.securityVersion }) else {
            throw Reason(
                .noTCBLevel,
                at: "quote.signature_data.qe_report.ISVSVN",
                "The quoting enclave's ISVSVN is \(report.securityVersion), below every level of its identity."
            )
        }
        return level.assessment
    }

    private func isMasked(
        _ bytes: [UInt8],
        _ start: Int,
        _ mask: [UInt8],
        _ expected: [UInt8]
    ) -> Bool {
        mask.indices.allSatisfy { bytes[start + $0] & mask[$0] == expected[$0] }
    }
}
