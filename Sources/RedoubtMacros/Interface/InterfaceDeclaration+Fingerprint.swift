extension InterfaceDeclaration {
    /// What the fingerprint covers.
    ///
    /// One line has the interface's name, then there is one line for each method:
    ///
    ///     Signer
    ///     sign(_:[UInt8],with:Int)throws(SignerError)->Signature
    ///     reset()
    ///
    /// Types stand as they are spelled, without spaces and comments; the names that a method gives
    /// its parameters internally are left out, and so is a result of `Void`. What a named type
    /// holds is not covered: a macro sees its name alone.
    var canonicalText: String {
        var text = plainName + "\n"
        for method in methods {
            let parameters = method.parameters.map { "\($0.plainLabel):\(Self.compact($0.type))" }
            text += "\(method.plainName)(\(parameters.joined(separator: ",")))"
            if let failure = method.failure { text += "throws(\(Self.compact(failure)))" }
            if let result = method.result { text += "->\(Self.compact(result))" }
            text += "\n"
        }
        return text
    }

    /// The hash of the canonical text.
    ///
    /// Never 0, which the platform keeps for itself. It tells versions apart that were built by
    /// honest authors; it is no defence against one who looks for a collision, and need not be:
    /// every reader checks every byte.
    var fingerprint: UInt64 {
        let hash = Self.fnv1a(canonicalText)
        return hash == 0 ? 1 : hash
    }

    /// FNV-1a, 64 bits, of the text in UTF-8 (RFC 9923).
    static func fnv1a(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        return hash
    }

    /// The fingerprint as a literal.
    var fingerprintLiteral: String {
        let digits = String(fingerprint, radix: 16)
        return "0x" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func compact(_ type: String) -> String { type.filter { $0 != " " } }
}
