/// The files of a new package.
struct PackageTemplate {
    let name: String
    let dependency: String

    var files: [(path: String, contents: String)] {
        [
            ("Package.swift", manifest),
            (".gitignore", ".build/\n*.pem\n!*.pub.pem\n"),
            ("README.md", readme),
            ("Sources/\(name)Interface/\(name).swift", interface),
            ("Sources/\(name)Enclave/Main.swift", enclave),
            ("Sources/\(name)Enclave/enclave.json", ManifestTemplate.text),
            ("Sources/\(name)/Main.swift", host),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "\(name)",
            dependencies: [
                \(dependency)
            ],
            targets: [
                // What host and enclave agree on. Compiled for both.
                .target(
                    name: "\(name)Interface",
                    dependencies: [.product(name: "RedoubtABI", package: "redoubt")]
                ),
                // The enclave. `redoubt build` makes its image.
                .executableTarget(
                    name: "\(name)Enclave",
                    dependencies: [
                        "\(name)Interface",
                        .product(name: "RedoubtEnclave", package: "redoubt"),
                    ],
                    exclude: ["enclave.json"]
                ),
                // The host.
                .executableTarget(
                    name: "\(name)",
                    dependencies: [
                        "\(name)Interface",
                        .product(name: "RedoubtHost", package: "redoubt"),
                    ]
                ),
            ]
        )

        """
    }

    private var readme: String {
        """
        # \(name)

        A program with an enclave. `\(name)Interface` says what host and enclave say to each other,
        `\(name)Enclave` is the enclave, `\(name)` is the host.

            swift run redoubt build     # the enclave's image
            swift run \(name)           # the host, which launches it

        The image is signed with the development key, which everybody has. For production:

            swift run redoubt key new author.pem    # once; author.pem is the secret
            swift run redoubt build --sign author.pem
            swift run redoubt verify-image .build/enclaves/\(name)Enclave.enclave --signer author.pub.pem

        and let the host accept that signer alone: the comment in `Sources/\(name)/Main.swift` says how.
        `Sources/\(name)Enclave/enclave.json` says what the enclave declares about itself.

        """
    }

    private var interface: String {
        """
        public import RedoubtABI

        /// What the host can ask the enclave for.
        @EnclaveInterface
        public protocol \(name) {
            /// Takes a secret into the enclave, from which it never comes out.
            func store(_ secret: String) throws(\(name)Error)
            /// Says whether a guess is the secret.
            func check(_ guess: String) throws(\(name)Error) -> Bool
        }

        /// Why the enclave refuses.
        @EnclaveValue
        public enum \(name)Error: Error, Equatable {
            /// No secret was stored yet.
            case empty
            /// A secret was stored already.
            case full
            /// Too many wrong guesses.
            case locked
        }

        """
    }

    private var enclave: String {
        """
        import RedoubtEnclave
        import \(name)Interface

        /// Keeps one secret, and lets three wrong guesses pass.
        struct \(name)Service: \(name), Sendable {
            private struct State {
                var secret: String?
                var wrongGuesses = 0
            }
            private final class Storage: Sendable {
                let state = Mutex(State())
            }
            private let storage = Storage()

            func store(_ secret: String) throws(\(name)Error) {
                try storage.state.withLock { state throws(\(name)Error) in
                    guard state.secret == nil else { throw .full }
                    state.secret = secret
                }
            }

            func check(_ guess: String) throws(\(name)Error) -> Bool {
                try storage.state.withLock { state throws(\(name)Error) in
                    guard let secret = state.secret else { throw .empty }
                    guard state.wrongGuesses < 3 else { throw .locked }
                    if guess != secret { state.wrongGuesses += 1 }
                    return guess == secret
                }
            }
        }

        @main
        enum Main {
            static func main() {
                Enclave.serve(\(name)Dispatcher(\(name)Service()))
            }
        }

        """
    }

    private var host: String {
        """
        import RedoubtHost
        import \(name)Interface

        @main
        enum Main {
            static func main() async throws {
                let image = try EnclaveImageLocator.find("\(name)Enclave")
                // Accepts what is signed with the development key, which everybody has. For production sign with
                // a key of yours, as README.md says, and accept nothing else:
                //     policy: .signed(by: author, product: product, minimumSecurityVersion: 1)
                // `author` is SignerID(hexadecimal: …) of what `redoubt key show author.pub.pem` prints, and
                // `product` is ProductID(hexadecimal: …) of "productID" in enclave.json, without dashes.
                try await Enclave.withLaunched(image, policy: .development) { enclave in
                    print("Sealed by \\(enclave.isolation).")
                    let client = \(name)Client(enclave)
                    try await client.store("correct horse battery staple")
                    print("\\"open sesame\\" is the secret:", try await client.check("open sesame"))
                    print("The right guess is:", try await client.check("correct horse battery staple"))
                }
            }
        }

        """
    }
}
