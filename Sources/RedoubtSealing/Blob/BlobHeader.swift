internal import RedoubtSealingInterface

/// The header of a blob that this enclave seals under a policy, and what others' headers are held against.
struct BlobHeader: Sendable {
    /// The header, with zeros where key id and nonce will be.
    private(set) var bytes = [UInt8](repeating: 0, count: BlobLayout.byteCount)

    /// The header of the enclave's own blobs: of the newest epoch, and its own security version.
    ///
    /// - Throws: `noKeys`, `noProduct`, `noFamily`.
    init(_ keys: PlatformKeys, _ policy: SealingPolicy) throws(SealingError) {
        guard keys.epochCount > 0 else { throw .noKeys }
        bytes.replaceSubrange(0..<BlobLayout.magic.count, with: BlobLayout.magic)
        bytes[BlobLayout.version] = BlobLayout.currentVersion
        bytes[BlobLayout.policy] = policy.number
        bytes[BlobLayout.flags] =
            (keys.isDebug ? BlobLayout.debugFlag : 0)
            | (keys.isDevelopment ? BlobLayout.developmentFlag : 0)
        write(keys.epoch(at: 0), at: BlobLayout.epoch)
        copy(PlatformKeys.Field.platform, of: keys, to: BlobLayout.platform)
        if policy == .exactCode {
            copy(PlatformKeys.Field.measurement, of: keys, to: BlobLayout.measurement)
            return
        }
        write(keys.securityVersion, at: BlobLayout.securityVersion)
        copy(PlatformKeys.Field.signer, of: keys, to: BlobLayout.signer)
        if policy == .sameImage {
            copy(PlatformKeys.Field.product, of: keys, to: BlobLayout.product)
            guard !isZero(BlobLayout.product) else { throw .noProduct }
        }
        if policy == .sameFamily {
            copy(PlatformKeys.Field.family, of: keys, to: BlobLayout.family)
            guard !isZero(BlobLayout.family) else { throw .noFamily }
        }
    }

    /// Names the key that is derived for the blob.
    mutating func setKeyID(_ keyID: [UInt8]) {
        bytes.replaceSubrange(BlobLayout.keyID, with: keyID)
    }

    /// The epoch.
    var epoch: UInt32 { Self.integer(of: bytes, at: BlobLayout.epoch) }
    /// The security version.
    var securityVersion: UInt16 { Self.integer(of: bytes, at: BlobLayout.securityVersion) }

    /// Whether another blob's header has the same in a field.
    func isSame(_ field: Range<Int>, in blob: [UInt8]) -> Bool {
        field.allSatisfy { bytes[$0] == blob[$0] }
    }

    /// Reads an integer that is known to be there.
    static func integer<Integer: FixedWidthInteger>(
        of blob: [UInt8],
        at place: Int
    ) -> Integer {
        var value: Integer = 0
        for index in 0..<Integer.bitWidth / 8 {
            value |= Integer(blob[place + index]) << Integer(8 * index)
        }
        return value
    }

    private mutating func write<Integer: FixedWidthInteger>(_ value: Integer, at place: Int) {
        for index in 0..<Integer.bitWidth / 8 {
            bytes[place + index] = UInt8(truncatingIfNeeded: value >> Integer(8 * index))
        }
    }

    private mutating func copy(_ field: Range<Int>, of keys: PlatformKeys, to place: Range<Int>) {
        keys.withField(field) { source in
            for (index, target) in place.enumerated() { unsafe bytes[target] = source[index] }
        }
    }

    private func isZero(_ field: Range<Int>) -> Bool { field.allSatisfy { bytes[$0] == 0 } }
}
