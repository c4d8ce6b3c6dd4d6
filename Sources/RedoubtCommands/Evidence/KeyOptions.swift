import ArgumentParser
import RedoubtAttestation

/// What evidence of TPMs and Arm's tokens are checked with.
struct KeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The public key that must have signed a TPM's quote or Arm's token: JSON (JWK), PEM or DER.",
            valueName: "file"
        )
    )
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The nonce that evidence must have been asked for with, in hexadecimal digits.",
            valueName: "digits"
        ),
        transform: Self.nonce
    )
    var nonce: [UInt8]?

    @Option(
        help: ArgumentHelp(
            "A TPM's signature: with its header (TPMT_SIGNATURE), or the bare octets of RSASSA over SHA-256.",
            valueName: "file"
        )
    )
    var signature: String?

    @Option(
        help: ArgumentHelp(
            "The values of exactly the quoted registers, as tpm2_pcrread prints them.",
            valueName: "file"
        )
    )
    var pcrs: String?

    @Option(
        help: ArgumentHelp(
            "The TPM's quote that goes with Azure's report (TPMS_ATTEST).",
            valueName: "file"
        )
    )
    var tpmQuote: String?

    @Option(
        help: ArgumentHelp("The TDX quote that goes with Azure's report.", valueName: "file")
    )
    var tdxQuote: String?

    private static let limitBytes = 1 << 20
    private static let limitNonceBytes = 64

    private static func nonce(_ text: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var digits = text[...]
        while digits.utf8.count >= 2, bytes.count <= limitNonceBytes,
            digits.prefix(2).allSatisfy({ $0.isHexDigit }),
            let byte = UInt8(digits.prefix(2), radix: 16)
        {
            bytes.append(byte)
            digits = digits.dropFirst(2)
        }
        guard digits.isEmpty, bytes.count <= limitNonceBytes else {
            throw ValidationError("--nonce takes up to 128 hexadecimal digits, an even number.")
        }
        return bytes
    }

    /// The key, which evidence cannot vouch for itself.
    func requiredKey() throws -> [UInt8] {
        guard let key else {
            throw CommandFailure(
                "The key that signed this is known from the device's maker or an enrolment, and not from the "
                    + "evidence: name it with --key."
            )
        }
        return try InputFile(key, "a public key", limitBytes: Self.limitBytes).bytes
    }

    /// The nonce, without which an old quote would do.
    func requiredNonce(_ quote: TPMQuote) throws -> [UInt8] {
        guard let nonce else {
            throw CommandFailure(
                "Without the nonce that was asked with, an old quote would be accepted: give it with --nonce. "
                    + "`redoubt inspect-evidence` shows what the quote has (extra data)."
            )
        }
        return nonce
    }

    /// A quote with its signature and registers.
    func evidence(_ quote: TPMQuote) throws -> TPMEvidence {
        guard let signature, let pcrs else {
            throw CommandFailure(
                "A TPM's quote needs its signature and the values of its registers: name the files with "
                    + "--signature and --pcrs."
            )
        }
        let octets = try InputFile(signature, "a signature", limitBytes: Self.limitBytes).bytes
        let values = try InputFile(pcrs, "values of registers", limitBytes: Self.limitBytes).bytes
        do throws(Reason) {
            return TPMEvidence(
                quote: quote,
                signature: try TPMSignature(anyForm: octets),
                registers: try TPMRegisterText.read(values)
            )
        } catch {
            throw CommandFailure("\(signature), \(pcrs): \(error)")
        }
    }

    /// The TPM's evidence that goes with Azure's report.
    func azureQuote() throws -> TPMEvidence {
        guard let tpmQuote else {
            throw CommandFailure(
                "Azure's report needs the TPM's quote, with its signature and registers: name the files with "
                    + "--tpm-quote, --signature and --pcrs."
            )
        }
        let bytes = try InputFile(tpmQuote, "a TPM's quote", limitBytes: Self.limitBytes).bytes
        let quote: TPMQuote
        do throws(Reason) {
            quote = try TPMQuote(bytes)
        } catch {
            throw CommandFailure("\(tpmQuote): \(error)")
        }
        return try evidence(quote)
    }

    /// The TDX quote that goes with Azure's report: its file, and what is in it.
    func hardwareQuote() throws -> (path: String, Quote)? {
        guard let tdxQuote else { return nil }
        let bytes = try InputFile(tdxQuote, "a TDX quote", limitBytes: Self.limitBytes).bytes
        do throws(Reason) {
            return (tdxQuote, try Quote(bytes))
        } catch {
            throw CommandFailure("\(tdxQuote): \(error)")
        }
    }
}
