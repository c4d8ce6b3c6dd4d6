/// A TPM's quote with what it is checked with.
public struct TPMEvidence: Sendable {
    /// What is signed.
    public let quote: TPMQuote
    /// The signature over it.
    public let signature: TPMSignature
    /// The values of the registers by bank and number, as the machine states them.
    public let registers: [TPMHash: [Int: [UInt8]]]

    /// Puts evidence together.
    ///
    /// - Parameters:
    ///   - quote: what is signed.
    ///   - signature: the signature over it.
    ///   - registers: the values of exactly the quoted registers.
    public init(
        quote: TPMQuote,
        signature: TPMSignature,
        registers: [TPMHash: [Int: [UInt8]]]
    ) {
        self.quote = quote
        self.signature = signature
        self.registers = registers
    }

    /// Decides whether the quote is signed with a key that is known to be a TPM's, and meets a policy.
    ///
    /// Whether the key is a TPM's is not decided here: the caller has it from an enrolment or a certificate. The
    /// report data of the claims is the nonce; a policy's report data, if there is one, is compared with it.
    ///
    /// - Parameters:
    ///   - key: the attestation key: SubjectPublicKeyInfo as DER or PEM, or JSON (JWK).
    ///   - nonce: what the quote must have been asked for with.
    ///   - time: the time to decide for.
    ///   - policy: what is asked of the machine.
    /// - Returns: the verdict; a refusal has every reason that was found.
    public func appraise(
        key: [UInt8],
        nonce: [UInt8],
        at time: Timestamp,
        policy: AppraisalPolicy
    ) -> Verdict {
        var log = ReasonLog()
        let checked = log.attempt { () throws(Reason) in
            try VerificationKey(file: key, at: "tpm.key")
        }
        if let checked { check(checked, nonce: nonce, &log) }
        return Verdict(uncheckedClaims, log, policy, at: time)
    }

    /// Says what does not fit a key and a nonce.
    func check(_ key: VerificationKey, nonce: [UInt8]?, _ log: inout ReasonLog) {
        let isSigned =
            signature.algorithm.map {
                key.isValid(signature.value[...], over: quote.bytes[...], $0)
            }
            ?? false
        log.require(
            isSigned,
            Reason(
                .evidenceSignature,
                at: "tpm.signature",
                "The quote is not signed with the attestation key."
            )
        )
        if let nonce {
            log.require(
                quote.extraData == nonce,
                Reason(
                    .binding,
                    at: "tpm.quote.extra_data",
                    "The quote was made for \(Hexadecimal.encode(quote.extraData)), not for the nonce "
                        + "\(Hexadecimal.encode(nonce))."
                )
            )
        }
        log.attempt { () throws(Reason) in
            guard try signature.hash.digest(selectedValues()) == quote.registerDigest else {
                throw Reason(
                    .binding,
                    at: "tpm.registers",
                    "The registers are not those that were quoted: their digest differs."
                )
            }
        }
    }

    /// The quoted values, one after another.
    private func selectedValues() throws(Reason) -> [UInt8] {
        var values: [UInt8] = []
        var count = 0
        for selection in quote.selections {
            for number in selection.registers {
                guard let value = registers[selection.algorithm]?[number],
                    value.count == selection.algorithm.byteCount
                else {
                    throw Reason(
                        .malformed,
                        at: "tpm.registers",
                        "Register \(number) is quoted, and its value is missing or has a wrong size."
                    )
                }
                values += value
                count += 1
            }
        }
        guard count == registers.values.reduce(0, { $0 + $1.count }) else {
            throw Reason(
                .malformed,
                at: "tpm.registers",
                "There are values of registers that are not quoted."
            )
        }
        return values
    }

    /// What the evidence says; nobody has checked it.
    public var uncheckedClaims: Claims {
        var measurements: [Measurement] = []
        for selection in quote.selections {
            for number in selection.registers {
                guard let value = registers[selection.algorithm]?[number] else { continue }
                measurements.append(Measurement(name: "PCR\(number)", value: value))
            }
        }
        return Claims(
            family: .tpm,
            profile: "TPM 2.0 quote",
            hardwareModel: nil,
            hardwareID: nil,
            isDebug: nil,
            measurements: measurements,
            signer: nil,
            product: nil,
            securityVersion: nil,
            reportData: quote.extraData,
            tcb: nil,
            freshness: Freshness(issuedAt: nil, expiresAt: nil),
            details: [
                "clock_milliseconds": String(quote.clock),
                "firmware_version": String(quote.firmwareVersion, radix: 16),
                "reset_count": String(quote.resetCount),
                "restart_count": String(quote.restartCount),
            ]
        )
    }
}
