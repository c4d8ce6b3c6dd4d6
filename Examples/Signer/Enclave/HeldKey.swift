import RedoubtCrypto
import SignerInterface

/// A key, its policy, and how often it was used.
struct HeldKey: Sendable {
    let request: KeyRequest
    let isImported: Bool
    let privateKey: PrivateKey
    var usage: KeyUsage

    private static let version: UInt8 = 1

    /// Makes a key.
    init(making request: KeyRequest) throws(SignerError) {
        try request.check()
        self.request = request
        isImported = false
        privateKey = PrivateKey(request.algorithm)
        usage = KeyUsage()
    }

    /// Takes a key that its owner wrapped.
    ///
    /// - Parameter bytes: a ``KeyToImport``, which nobody on the way could see or change.
    /// - Throws: `malformedWrappedKey`, or what ``KeyRequest/check()`` throws.
    init(importing bytes: [UInt8]) throws(SignerError) {
        do throws(MalformedMessage) {
            let key = try KeyToImport(encoded: bytes)
            request = try KeyRequest(encoded: key.request)
            do throws(CryptoError) {
                privateKey = try PrivateKey(request.algorithm, rawRepresentation: key.privateKey)
            } catch {
                throw MalformedMessage()
            }
        } catch {
            throw .malformedWrappedKey
        }
        isImported = true
        usage = KeyUsage()
        try request.check()
    }

    /// What may be known of it.
    var information: KeyInformation {
        KeyInformation(
            request: request,
            isImported: isImported,
            uses: usage.uses,
            publicKey: privateKey.publicKey
        )
    }

    /// The record of the store, which is sealed there.
    var record: [UInt8] {
        var writer = MessageWriter()
        writer.byte(Self.version)
        writer.byte(isImported ? 1 : 0)
        writer.string(request.encoded)
        writer.string(privateKey.rawRepresentation)
        writer.uint64(usage.countedUses)
        writer.uint32(UInt32(usage.recentUses.count))
        for time in usage.recentUses { writer.uint64(time) }
        return writer.bytes
    }

    /// Reads a record.
    init(record bytes: [UInt8]) throws(SignerError) {
        do throws(MalformedMessage) {
            var reader = MessageReader(bytes)
            guard try reader.byte() == Self.version else { throw MalformedMessage() }
            isImported = try reader.byte() == 1
            request = try KeyRequest(encoded: reader.string())
            let key = try reader.string()
            usage = KeyUsage()
            usage.countedUses = try reader.uint64()
            // How many of those that were counted ahead were made, nobody knows: as if all.
            usage.uses = usage.countedUses
            let recent = try reader.uint32()
            guard recent <= SignerLimits.usesPerMinute else { throw MalformedMessage() }
            for _ in 0..<recent { usage.recentUses.append(try reader.uint64()) }
            try reader.end()
            do throws(CryptoError) {
                privateKey = try PrivateKey(request.algorithm, rawRepresentation: key)
            } catch {
                throw MalformedMessage()
            }
        } catch {
            throw .malformedRecord
        }
    }
}
