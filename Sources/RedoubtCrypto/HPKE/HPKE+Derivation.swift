extension HPKE.KDF {
    /// LabeledExtract of RFC 9180, 4.
    func labeledExtract(
        salt: SymmetricKey,
        label: StaticString,
        input: SymmetricKey,
        suite: [UInt8]
    ) -> SymmetricKey {
        let labeled = SymmetricKey(data: Self.prefix(suite, label) + input.copied)
        return switch self {
        case .HKDF_SHA256:
            SymmetricKey(data: HKDF<SHA256>.extract(inputKeyMaterial: labeled, salt: salt))
        case .HKDF_SHA384:
            SymmetricKey(data: HKDF<SHA384>.extract(inputKeyMaterial: labeled, salt: salt))
        case .HKDF_SHA512:
            SymmetricKey(data: HKDF<SHA512>.extract(inputKeyMaterial: labeled, salt: salt))
        }
    }

    /// LabeledExpand of RFC 9180, 4.
    ///
    /// - Throws: ``CryptoError/incorrectParameterSize`` for more than 255 times the hash's length.
    func labeledExpand(
        key: SymmetricKey,
        label: StaticString,
        info: [UInt8],
        suite: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> SymmetricKey {
        guard byteCount >= 0, byteCount <= 255 * hashByteCount,
            let length = UInt16(exactly: byteCount)
        else { throw .incorrectParameterSize }
        let labeled = length.bigEndianBytes + Self.prefix(suite, label) + info
        return switch self {
        case .HKDF_SHA256:
            HKDF<SHA256>.expand(pseudoRandomKey: key, info: labeled, outputByteCount: byteCount)
        case .HKDF_SHA384:
            HKDF<SHA384>.expand(pseudoRandomKey: key, info: labeled, outputByteCount: byteCount)
        case .HKDF_SHA512:
            HKDF<SHA512>.expand(pseudoRandomKey: key, info: labeled, outputByteCount: byteCount)
        }
    }

    private static func prefix(_ suite: [UInt8], _ label: StaticString) -> [UInt8] {
        // SAFETY: a literal's bytes live as long as the program; labels are ASCII, and longer than
        // one character.
        let text = unsafe UnsafeBufferPointer(
            start: label.utf8Start,
            count: label.utf8CodeUnitCount
        )
        return unsafe Array("HPKE-v1".utf8) + suite + Array(text)
    }
}
