import ArgumentParser
import SignerInterface

/// The command `signer new-key`.
struct NewKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-key",
        abstract: "Makes a key in the enclave, with a policy that nobody can change afterwards."
    )

    @OptionGroup var policy: PolicyOptions
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let key = try await enclave.withSigner(creating: true) { signer in
            try await signer.makeKey(policy.request)
        }
        print(key.line)
    }
}

/// The command `signer list`.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Prints the keys, with policies and uses, and the store's generation.",
        discussion: """
            Remember the generation where nobody can set it back, and give it to --minimum-generation: that is how an \
            old copy of the whole store, with its counters, is noticed.
            """
    )

    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let isWhole = try await enclave.withSigner { signer in
            var isWhole = true
            for name in try await signer.names() {
                do {
                    print(try await signer.key(name).line)
                } catch let error as SignerError {
                    print("\(name): \(error)")
                    isWhole = false
                }
            }
            print("generation \(try await signer.generation())")
            return isWhole
        }
        if !isWhole { throw ExitCode.failure }
    }
}

/// The command `signer remove`.
struct RemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes a key for good."
    )

    @Argument(help: "The key's name.")
    var name: String
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        try await enclave.withSigner { signer in try await signer.removeKey(name) }
    }
}

/// The command `signer reseal`.
struct ResealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reseal",
        abstract:
            "Seals again what an older epoch of the platform's, or an older image, has sealed.",
        discussion: """
            Run it after `redoubt platform rotate`: the platform gives keys for its newest 16 epochs alone. And after \
            an update of the image, when the older one shall never open the keys again.
            """
    )

    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let count = try await enclave.withSigner { signer in try await signer.reseal() }
        print("\(count) records were sealed again")
    }
}

/// The command `signer public-key`.
struct PublicKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "public-key",
        abstract: "Prints a key's public half."
    )

    /// How a public key is written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case pem, ssh, jwk
    }

    @Argument(help: "The key's name.")
    var name: String
    @Option(help: "pem, ssh or jwk.")
    var format = Format.pem
    @OptionGroup var enclave: EnclaveOptions

    func run() async throws {
        let key = try await enclave.withSigner { signer in try await signer.key(name) }
        switch format {
        case .pem: StandardOutput.write(pem: key.subjectPublicKeyInfo, label: "PUBLIC KEY")
        case .ssh: print(key.sshLine)
        case .jwk: print(key.jsonWebKey)
        }
    }
}
