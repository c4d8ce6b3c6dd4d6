internal import AttackInterface
internal import CRedoubtAttacks
internal import Foundation

/// Recognises a planted secret in what an attacker has read.
public final class SecretScanner: Sendable {
    /// What has to be read again with the next piece, so that no form is cut in two.
    static let overlapBytes = 64
    /// The secret itself.
    public let secret: [UInt8]
    private let forms: [SecretForms.Form]

    /// Recognises the secret of a seed.
    public init(seed: UInt64) {
        secret = PlantedSecret.words(seed: seed).flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        forms = SecretForms.all(of: secret)
    }

    /// The name of a form in which the bytes hold a part of the secret; nil if they hold none.
    public func find(in bytes: UnsafeRawBufferPointer) -> String? {
        guard let start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
        return unsafe find(from: start, count: bytes.count, form: 0, [])
    }

    /// The name of a form in which the bytes hold a part of the secret; nil if they hold none.
    public func find(in bytes: some Collection<UInt8>) -> String? {
        unsafe Array(bytes).withUnsafeBytes { unsafe find(in: $0) }
    }

    // Keeps the forms' bytes in place, one after the other, and then looks for all of them at once.
    private func find(
        from start: UnsafePointer<UInt8>,
        count: Int,
        form: Int,
        _ patterns: [redoubt_attacks_pattern]
    ) -> String? {
        if form == forms.count {
            let found = unsafe redoubt_attacks_find(start, count, patterns, patterns.count)
            return found < 0 ? nil : forms[found].name
        }
        return unsafe forms[form].bytes.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress else { return nil }
            let pattern = unsafe redoubt_attacks_pattern(bytes: first, count: bytes.count)
            return unsafe find(
                from: start,
                count: count,
                form: form + 1,
                patterns + [pattern]
            )
        }
    }
}
