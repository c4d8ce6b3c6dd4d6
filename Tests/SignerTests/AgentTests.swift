import Crypto
import EnclaveTesting
import Foundation
import SeededTesting
import SignerInterface
import Testing

/// The agent, over its socket.
struct AgentTests {
    private static func packet(_ contents: [UInt8]) -> [UInt8] {
        var writer = MessageWriter()
        writer.string(contents)
        return writer.bytes
    }

    private static func signRequest(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
        var writer = MessageWriter()
        writer.byte(13)
        writer.string(key)
        writer.string(data)
        writer.uint32(0)
        return writer.bytes
    }

    /// A folder with a key of each algorithm for SSH, and one that is not.
    private func folder() async throws -> (SignerFolder, [KeyInformation]) {
        let folder = try SignerFolder()
        let keys = try await folder.withSigner(try #require(testedIsolation.first)) {
            signer async throws in
            [
                try await signer.makeKey(KeyRequest("a", .p256, .ssh)),
                try await signer.makeKey(KeyRequest("b", .ed25519, .ssh)),
                try await signer.makeKey(KeyRequest("c", .p256, .token)),
            ]
        }
        return (folder, keys)
    }

    @Test func `ssh-add lists the keys that are for SSH, at a socket for this user alone`()
        async throws
    {
        let (folder, keys) = try await folder()
        try await withAgent(folder) { agent async throws in
            let listed = try await agent.run("ssh-add", ["-l"])
            #expect(listed.status == 0)
            let fingerprints = keys.map { key in
                Data(SHA256.hash(data: key.sshPublicKey)).base64EncodedString()
                    .trimmingCharacters(in: ["="])
            }
            #expect(
                listed.standardOutput == """
                    256 SHA256:\(fingerprints[0]) a (ECDSA)
                    256 SHA256:\(fingerprints[1]) b (ED25519)

                    """
            )
            let mode = try FileManager.default.attributesOfItem(atPath: agent.socket)[
                .posixPermissions
            ]
            #expect(mode as? Int == 0o600)
            for arguments in [["-D"], ["-x"], ["-d", "\(folder.path)/none"]] {
                #expect(try await agent.run("ssh-add", arguments).status != 0)
            }
        }
    }

    @Test func `Authentication is signed, and nothing that only looks like it`() async throws {
        let (folder, keys) = try await folder()
        try await withAgent(folder) { agent async throws in
            for key in keys[..<2] {
                func answer(_ data: [UInt8]) throws -> [UInt8] {
                    try agent.exchange(Self.packet(Self.signRequest(key.sshPublicKey, data)))
                }
                let good = [
                    SSHSamples.authentication(key),
                    SSHSamples.authentication(
                        key,
                        session: 64,
                        method: "publickey-hostbound-v00@openssh.com",
                        serverKey: [1, 2]
                    ),
                ]
                for data in good { #expect(try answer(data).dropFirst(4).first == 14) }
                let other = keys[key == keys[0] ? 1 : 0]
                let bad = [
                    [], Array("SSHSIG".utf8), SSHSamples.authentication(key, session: 8),
                    SSHSamples.authentication(key, message: 51),
                    SSHSamples.authentication(key, service: "ssh-userauth"),
                    SSHSamples.authentication(key, method: "hostbased"),
                    SSHSamples.authentication(key, serverKey: [1]),
                    SSHSamples.authentication(key, algorithm: other.request.algorithm.sshName),
                    SSHSamples.authentication(key, publicKey: other.sshPublicKey),
                    SSHSamples.authentication(key, rest: [0]),
                ]
                for data in bad { #expect(try answer(data) == Self.packet([5])) }
            }
            let hidden = SSHSamples.authentication(keys[2])
            #expect(
                try agent.exchange(Self.packet(Self.signRequest(keys[2].sshPublicKey, hidden)))
                    == Self.packet([5])
            )
        }
        try await folder.withSigner(try #require(testedIsolation.first)) { signer async throws in
            #expect(try await signer.key("a").uses == 2)
            #expect(try await signer.key("c").uses == 0)
        }
    }

    @Test func `Malformed packets neither end the agent nor get a signature`() async throws {
        let (folder, keys) = try await folder()
        var random = SeededGenerator(for: "agent packets")
        try await withAgent(folder) { agent async throws in
            let list = try agent.exchange(Self.packet([11]))
            #expect(list.dropFirst(4).first == 12)
            for round in 0..<600 {
                var contents = [UInt8.random(in: .min ... .max, using: &random)]
                if round % 3 == 0 {
                    let data = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                        UInt8.random(in: .min ... .max, using: &random)
                    }
                    contents = Self.signRequest(keys[round % 2].sshPublicKey, data)
                }
                var bytes = Self.packet(contents)
                for _ in 0..<Int.random(in: 0..<4, using: &random) {
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0:
                        if let index = bytes.indices.randomElement(using: &random) {
                            bytes[index] = UInt8.random(in: .min ... .max, using: &random)
                        }
                    case 1: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
                    case 2: bytes += bytes
                    default:
                        let length: [UInt8] =
                            [[0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 4, 0, 1]]
                            .randomElement(using: &random) ?? []
                        bytes.replaceSubrange(..<min(4, bytes.count), with: length)
                    }
                }
                let answer = try agent.exchange(bytes)
                #expect(
                    answer.count < 5 || answer[4] == 5 || answer[4] == 12,
                    "round \(round), seed \(random.seed)"
                )
            }
            #expect(try agent.exchange(Self.packet([11])) == list)
            #expect(try await agent.run("ssh-add", ["-l"]).status == 0)
        }
        try await folder.withSigner(try #require(testedIsolation.first)) { signer async throws in
            #expect(try await signer.key("a").uses == 0)
            #expect(try await signer.key("b").uses == 0)
        }
    }

    @Test func `A socket where something is already is refused, and left alone`() async throws {
        let (folder, _) = try await folder()
        let file = try folder.write("there", "a file")
        let output = try await folder.signer("agent", "--socket", file)
        #expect(output.status == 1)
        #expect(output.standardError.contains("choose a path where nothing is"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "a file")
    }
}
