import RedoubtHost
import SignerInterface

/// The protocol of ssh-agent (draft-ietf-sshm-ssh-agent): lists keys and signs, and refuses all else.
struct Agent: Sendable {
    let signer: SignerClient<Enclave>

    private static let failure: [UInt8] = [5]
    private static let requestIdentities: UInt8 = 11
    private static let identitiesAnswer: UInt8 = 12
    private static let signRequest: UInt8 = 13
    private static let signResponse: UInt8 = 14

    /// Answers a packet, whatever is in it.
    func answer(_ packet: [UInt8]) async -> [UInt8] {
        do {
            var reader = MessageReader(packet)
            switch try reader.byte() {
            case Self.requestIdentities:
                try reader.end()
                return try await identities()
            case Self.signRequest:
                let key = try reader.string()
                let data = try reader.string()
                // Flags choose between hash functions of RSA.
                _ = try reader.uint32()
                try reader.end()
                return try await sign(data, with: key)
            default:
                return Self.failure
            }
        } catch is MalformedMessage {
            return Self.failure
        } catch {
            StandardError.write("the agent refuses: \(error)")
            return Self.failure
        }
    }

    private func keys() async throws -> [KeyInformation] {
        var keys: [KeyInformation] = []
        for name in try await signer.names() {
            do {
                let key = try await signer.key(name)
                if key.request.policy.purposes.contains(.ssh) { keys.append(key) }
            } catch let error as SignerError {
                // The others still work.
                StandardError.write("\(name): \(error)")
            }
        }
        return keys
    }

    private func identities() async throws -> [UInt8] {
        let keys = try await keys()
        var writer = MessageWriter()
        writer.byte(Self.identitiesAnswer)
        writer.uint32(UInt32(keys.count))
        for key in keys {
            writer.string(key.sshPublicKey)
            writer.string(key.request.name.utf8)
        }
        return writer.bytes
    }

    private func sign(_ data: [UInt8], with publicKey: [UInt8]) async throws -> [UInt8] {
        guard data.count <= SignerLimits.messageBytes else {
            throw SignerError.tooLong(limitBytes: SignerLimits.messageBytes)
        }
        guard let key = try await keys().first(where: { $0.sshPublicKey == publicKey }) else {
            throw SignerError.noSuchKey
        }
        var writer = MessageWriter()
        writer.byte(Self.signResponse)
        writer.string(try await signer.authenticate(key.request.name, sshRequest: data))
        return writer.bytes
    }
}
