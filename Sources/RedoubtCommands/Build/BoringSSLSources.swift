import Foundation

/// BoringSSL as a package's build has fetched it: a part of swift-crypto.
struct BoringSSLSources {
    /// The folder of its sources.
    let directory: String
    /// The commit of swift-crypto that they are of.
    let revision: String

    /// Fetches swift-crypto as the package's dependencies want it, and finds BoringSSL in it.
    ///
    /// - Parameters:
    ///   - package: the package that an enclave is built of.
    ///   - scratch: the build folder, into which the dependencies are fetched.
    /// - Returns: where it is.
    /// - Throws: ``CommandFailure`` if there is no swift-crypto among them.
    static func fetch(for package: String, into scratch: String) throws -> BoringSSLSources {
        let status = try Command.show(
            "swift",
            ["package", "--package-path", package, "--scratch-path", scratch, "resolve"],
            environment: ["REDOUBT_GUEST": "1"]
        )
        guard status == 0 else {
            throw CommandFailure("the package's dependencies cannot be fetched; see above")
        }
        return try find(in: scratch)
    }

    /// Finds what SwiftPM has fetched into a build folder.
    static func find(in scratch: String) throws -> BoringSSLSources {
        struct State: Decodable {
            struct Object: Decodable { let dependencies: [Dependency] }
            struct Dependency: Decodable {
                struct Package: Decodable { let identity: String }
                struct Status: Decodable { let checkoutState: Checkout? }
                struct Checkout: Decodable { let revision: String }
                let packageRef: Package
                let state: Status
                let subpath: String
            }
            let object: Object
        }
        let path = "\(scratch)/workspace-state.json"
        guard let bytes = FileManager.default.contents(atPath: path),
            let state = try? JSONDecoder().decode(State.self, from: bytes),
            let dependency = state.object.dependencies.first(where: {
                $0.packageRef.identity == "swift-crypto"
            }),
            let checkout = dependency.state.checkoutState
        else {
            throw CommandFailure(
                "\(path) names no version of swift-crypto, which RedoubtCrypto needs: remove .build/enclave and "
                    + "build again; a swift-crypto from a folder of this machine is not supported"
            )
        }
        let directory = "\(scratch)/checkouts/\(dependency.subpath)/Sources/CCryptoBoringSSL"
        guard FileManager.default.fileExists(atPath: "\(directory)/include") else {
            throw CommandFailure(
                "\(directory) is not there: remove .build/enclave and build again"
            )
        }
        return BoringSSLSources(directory: directory, revision: checkout.revision)
    }

    /// The folders of `crypto` that hold something that RedoubtCrypto calls, or what that calls.
    ///
    /// The rest, mostly X.509 and ASN.1, would never be linked; leaving it out makes the build
    /// three times as fast.
    private static let folders: Set<String> = [
        "bn", "bytestring", "chacha", "cipher", "curve25519", "digest", "ec", "ecdh", "ecdsa",
        "engine", "err", "fipsmodule", "poly1305", "rand", "sha", "stack",
    ]

    /// The files to compile, below ``directory``, in the order of their names.
    ///
    /// - Throws: an error of Foundation's if the folder cannot be read.
    func files() throws -> [String] {
        let crypto = try names(in: "crypto").flatMap { name throws in
            Self.folders.contains(name)
                ? try names(in: "crypto/\(name)").map { "crypto/\(name)/\($0)" }
                : ["crypto/\(name)"]
        }
        let generated =
            try names(in: "gen/bcm").map { "gen/bcm/\($0)" }
            + names(in: "gen/crypto").map { "gen/crypto/\($0)" }
        // Assembly for other processors assembles to nothing, for other systems it would double
        // what there is.
        let assembly = generated.filter { $0.hasSuffix("-linux.S") }
        let fiat = try names(in: "third_party/fiat/asm").map { "third_party/fiat/asm/\($0)" }
        return crypto.filter { $0.hasSuffix(".cc") } + assembly + fiat.filter { $0.hasSuffix(".S") }
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)").sorted()
    }
}
