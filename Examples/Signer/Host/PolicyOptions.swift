import ArgumentParser
import SignerInterface

/// What a new key is to be.
struct PolicyOptions: ParsableArguments {
    @Argument(help: "The key's name: 1 to 64 bytes of a-z, 0-9, -, _ and .")
    var name: String

    @Option(help: "p256 or ed25519.", transform: KeyAlgorithm.of)
    var algorithm = KeyAlgorithm.p256

    @Option(
        name: .customLong("allow"),
        parsing: .upToNextOption,
        help: "What it may sign: jwt, csr, ssh, message, digest.",
        transform: KeyPurpose.of
    )
    var purposes: [KeyPurpose]

    @Option(help: "How many uses in any minute of this machine's clock.")
    var usesPerMinute: UInt32?

    @Option(help: "How many uses in all.")
    var uses: UInt64?

    @Option(
        help:
            "How many uses one write to the store counts. More is faster, and loses so many at a restart."
    )
    var usesCountedAhead: UInt32 = 1

    @Option(help: "The issuer that its tokens must name.")
    var tokenIssuer: String?

    @Option(help: "The longest lifetime of its tokens, in seconds.")
    var tokenLifetime: UInt32?

    var request: KeyRequest {
        var policy = KeyPolicy(purposes: purposes)
        policy.usesPerMinute = usesPerMinute
        policy.uses = uses
        policy.usesCountedAhead = usesCountedAhead
        policy.tokenIssuer = tokenIssuer
        policy.tokenLifetimeSeconds = tokenLifetime
        return KeyRequest(name: name, algorithm: algorithm, policy: policy)
    }
}

extension KeyAlgorithm {
    /// Reads the command line's word.
    static func of(_ argument: String) throws -> KeyAlgorithm {
        guard let algorithm = allCases.first(where: { $0.description == argument }) else {
            throw ValidationError("an algorithm is p256 or ed25519, not \(argument)")
        }
        return algorithm
    }
}

extension KeyPurpose {
    /// Reads the command line's word.
    static func of(_ argument: String) throws -> KeyPurpose {
        guard let purpose = allCases.first(where: { $0.description == argument }) else {
            throw ValidationError(
                "a purpose is one of jwt, csr, ssh, message and digest, not \(argument)"
            )
        }
        return purpose
    }
}
