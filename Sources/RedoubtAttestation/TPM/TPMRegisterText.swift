/// Values of a TPM's registers as text, in the form that `tpm2_pcrread` prints.
///
///     sha256:
///       0 : 0xE15C44796BEABF46ABCEC7C57E590942041E47497E4EC27571C8B7664F48DCED
public enum TPMRegisterText {
    /// A TPM has registers 0 to 23.
    private static let limitNumber = 23
    private static let limitBytes = 64 << 10
    private static let location: Reason.Location = "tpm.registers"

    /// Reads the values by bank and number.
    ///
    /// - Throws: a reason that has the number of the line that cannot be read.
    public static func read(_ text: [UInt8]) throws(Reason) -> [TPMHash: [Int: [UInt8]]] {
        guard text.count <= limitBytes else {
            throw Reason(.tooLarge, at: location, "The values have more than \(limitBytes) bytes.")
        }
        var registers: [TPMHash: [Int: [UInt8]]] = [:]
        var bank: TPMHash?
        for (index, line) in text.split(
            separator: UInt8(ascii: "\n"),
            omittingEmptySubsequences: false
        ).enumerated() {
            let words = line.filter { $0 > 0x20 }
            if words.isEmpty { continue }
            let parts = words.split(
                separator: UInt8(ascii: ":"),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard parts.count == 2 else { throw malformed(index, "a name and a colon") }
            let name = String(decoding: parts[0], as: UTF8.self)
            if parts[1].isEmpty {
                guard let hash = hash(named: name), registers[hash] == nil else {
                    throw malformed(index, "sha1, sha256, sha384 or sha512, each once")
                }
                registers[hash] = [:]
                bank = hash
                continue
            }
            guard let bank, let number = Int(name), (0...limitNumber).contains(number),
                registers[bank]?[number] == nil
            else { throw malformed(index, "a register from 0 to \(limitNumber), each once") }
            var digits = parts[1][...]
            if digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
                digits = digits.dropFirst(2)
            }
            guard let value = Hexadecimal.decode(Array(digits)[...]), value.count == bank.byteCount
            else { throw malformed(index, "\(2 * bank.byteCount) hexadecimal digits") }
            registers[bank]?[number] = value
        }
        guard !registers.isEmpty else { throw malformed(0, "the name of a bank, as in sha256:") }
        return registers
    }

    private static func hash(named name: String) -> TPMHash? {
        switch name {
        case "sha1": .sha1
        case "sha256": .sha256
        case "sha384": .sha384
        case "sha512": .sha512
        default: nil
        }
    }

    private static func malformed(_ index: Int, _ expected: String) -> Reason {
        Reason(.malformed, at: location, "Line \(index + 1): expected is \(expected).")
    }
}
