internal import AttackInterface
internal import CRedoubtAttacks
internal import Foundation

/// Recognises the secrets of a victim in what an attacker has read.
public final class SecretScanner: Sendable {
    /// What has to be read again with the next piece, so that no form is cut in two.
    static let overlapBytes = 64
    /// The words that the victim has planted.
    public let secret: [UInt8]
    private let seed: UInt64
    private let platformKeys: [[UInt8]]
    private let forms: [(secret: HeldSecret, name: String, bytes: Range<Int>)]
    /// All forms, one after the other.
    private let formBytes: [UInt8]

    /// Recognises the secrets of a seed.
    ///
    /// - Parameters:
    ///   - seed: what the secrets are computed from.
    ///   - platformKeys: what each victim has told of its platform's keys, masked; the control, which has no platform,
    ///     has others, of the seed.
    public init(seed: UInt64, platformKeys: [[UInt8]] = []) {
        self.seed = seed
        self.platformKeys = platformKeys
        secret = HeldSecret.words.bytes(seed: seed)
        var secrets = HeldSecret.allCases.map { ($0, $0.bytes(seed: seed)) }
        for keys in platformKeys {
            for (index, secret) in HeldSecret.ofPlatform.enumerated() where keys.count == 64 {
                let masked = Array(keys[index * 32..<(index + 1) * 32])
                secrets.append((secret, secret.masked(masked, seed: seed)))
            }
        }
        var forms: [(HeldSecret, String, Range<Int>)] = []
        var formBytes: [UInt8] = []
        for (secret, bytes) in secrets {
            for form in SecretForms.all(of: bytes) {
                let start = formBytes.count
                formBytes += form.bytes
                forms.append((secret, form.name, start..<formBytes.count))
            }
        }
        self.forms = forms
        self.formBytes = formBytes
    }

    /// The same, and the keys of another victim's platform.
    func adding(platformKeys keys: [UInt8]) -> SecretScanner {
        SecretScanner(seed: seed, platformKeys: platformKeys + [keys])
    }

    /// The name of a form in which the bytes hold a part of a secret; nil if they hold none.
    public func find(in bytes: some Collection<UInt8>) -> String? {
        unsafe Array(bytes).withUnsafeBytes { unsafe findAll(in: $0, but: []).first?.form }
    }

    /// The secrets that the bytes hold a part of, and in which form.
    ///
    /// - Parameters:
    ///   - bytes: what was read.
    ///   - known: secrets that are not looked for.
    /// - Returns: each secret once.
    func findAll(
        in bytes: UnsafeRawBufferPointer,
        but known: Set<HeldSecret>
    ) -> [(secret: HeldSecret, form: String)] {
        guard let start = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return [] }
        return unsafe formBytes.withUnsafeBufferPointer { all in
            guard let first = all.baseAddress else { return [] }
            var known = known
            var found: [(HeldSecret, String)] = []
            while true {
                let wanted = forms.filter { !known.contains($0.secret) }
                let patterns = unsafe wanted.map {
                    unsafe redoubt_attacks_pattern(
                        bytes: first + $0.bytes.lowerBound,
                        count: $0.bytes.count
                    )
                }
                let index = unsafe redoubt_attacks_find(
                    start,
                    bytes.count,
                    patterns,
                    patterns.count
                )
                guard index >= 0 else { return found }
                found.append((wanted[index].secret, wanted[index].name))
                known.insert(wanted[index].secret)
            }
        }
    }
}
