internal import CRedoubtCrypto

/// Compares bytes in a time that depends on their number alone.
///
/// For secrets and for whatever an attacker may guess at, byte by byte: `==` on arrays stops at the
/// first difference.
///
/// - Returns: whether both have the same length and the same bytes.
public func constantTimeEqual<
    First: ContiguousBytes & ~Escapable,
    Second: ContiguousBytes & ~Escapable
>(_ first: First, _ second: Second) -> Bool {
    first.withBytes { a in
        second.withBytes { b in
            unsafe a.count == b.count
                && redoubt_crypto_equal(a.baseAddress, b.baseAddress, a.count)
        }
    }
}
