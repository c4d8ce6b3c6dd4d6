import Foundation
import RedoubtAttestation
import Testing

@Suite("TPM quotes")
struct TPMTests {
    private static let time = Timestamp(secondsSince1970: 1_700_000_000)

    private func keylime() throws -> (quote: TPMQuote, signature: TPMSignature, key: [UInt8]) {
        let pem = String(decoding: try Vectors.bytes("tpm2/keylime_akpub.pem"), as: UTF8.self)
        let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return (
            try TPMQuote(Vectors.bytes("tpm2/keylime_quote.out")),
            try TPMSignature(Vectors.bytes("tpm2/keylime_quotesig.out")),
            try Vectors.base64(body)
        )
    }

    /// The values in tpm2-tools' file: a selection of 132 bytes, and lists of up to eight digests.
    func keylimeRegisters(_ quote: TPMQuote) throws -> [TPMHash: [Int: [UInt8]]] {
        let bytes = try Vectors.bytes("tpm2/keylime_quotepcr.out")
        var position = 132 + 4
        var values: [[UInt8]] = []
        let count = Int(bytes[position])
        position += 4
        for index in 0..<8 {
            let size = Int(bytes[position]) | Int(bytes[position + 1]) << 8
            if index < count { values.append(Array(bytes[(position + 2)..<(position + 2 + size)])) }
            position += 2 + 64
        }
        let selection = quote.selections[0]
        return [.sha256: Dictionary(uniqueKeysWithValues: zip(selection.registers, values))]
    }

    private static let nonce = Vectors.hexadecimal("db1db298db6d60e6385b7231743e9c3056a18003")

    @Test("Keylime's quote is accepted with its nonce, and refused with another")
    func keylimeQuote() throws {
        let (quote, signature, key) = try keylime()
        #expect(quote.selections.map(\.registers) == [[15, 16, 22]])
        #expect(quote.extraData == Self.nonce)
        let evidence = TPMEvidence(
            quote: quote,
            signature: signature,
            registers: try keylimeRegisters(quote)
        )
        let policy = AppraisalPolicy()
        let verdict = evidence.appraise(key: key, nonce: Self.nonce, at: Self.time, policy: policy)
        #expect(verdict.isAccepted, "\(verdict)")
        let other = evidence.appraise(key: key, nonce: [1], at: Self.time, policy: policy)
        #expect(!other.isAccepted)
    }

    @Test("A quote with a register changed, missing or too many is refused")
    func registers() throws {
        let (quote, signature, key) = try keylime()
        let genuine = try keylimeRegisters(quote)
        var changed = genuine
        changed[.sha256]?[16]?[0] ^= 1
        var missing = genuine
        missing[.sha256]?[16] = nil
        var more = genuine
        more[.sha256]?[1] = [UInt8](repeating: 0, count: 32)
        for registers in [changed, missing, more] {
            let evidence = TPMEvidence(quote: quote, signature: signature, registers: registers)
            let verdict = evidence.appraise(
                key: key,
                nonce: Self.nonce,
                at: Self.time,
                policy: AppraisalPolicy()
            )
            #expect(!verdict.isAccepted)
        }
    }

    @Test("Trustee's evidence is accepted")
    func trustee() throws {
        let object = try Vectors.object("tpm2/trustee_tpm_evidence.json")
        let parts = try #require(object["tpm_quote"] as? [String: Any])
        let values = try #require(parts["pcrs"] as? [String])
        let registers = Dictionary(
            uniqueKeysWithValues: values.enumerated().map { ($0, Vectors.hexadecimal($1)) }
        )
        let quote = try TPMQuote(Vectors.base64(parts["message"] as? String ?? ""))
        let verdict = TPMEvidence(
            quote: quote,
            signature: try TPMSignature(Vectors.base64(parts["signature"] as? String ?? "")),
            registers: [.sha256: registers]
        ).appraise(
            key: try Vectors.base64(object["ak_public"] as? String ?? ""),
            nonce: quote.extraData,
            at: Self.time,
            policy: AppraisalPolicy()
        )
        #expect(verdict.isAccepted, "\(verdict)")
    }

    @Test("No truncated quote or signature is read, and no changed one is accepted")
    func mutations() throws {
        let (quote, signature, key) = try keylime()
        for count in quote.bytes.indices {
            #expect(throws: Reason.self) { try TPMQuote(Array(quote.bytes.prefix(count))) }
        }
        let registers = try keylimeRegisters(quote)
        for index in quote.bytes.indices {
            for bit in 0..<8 {
                var bytes = quote.bytes
                bytes[index] ^= 1 << UInt8(bit)
                guard let changed = try? TPMQuote(bytes) else { continue }
                let verdict = TPMEvidence(
                    quote: changed,
                    signature: signature,
                    registers: registers
                ).appraise(
                    key: key,
                    nonce: changed.extraData,
                    at: Self.time,
                    policy: AppraisalPolicy()
                )
                #expect(!verdict.isAccepted)
            }
        }
    }
}
