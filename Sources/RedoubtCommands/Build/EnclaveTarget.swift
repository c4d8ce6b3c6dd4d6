import Foundation

/// An enclave of a package: an executable target that depends on RedoubtEnclave.
struct EnclaveTarget {
    /// The target's, and so the product's, name.
    let name: String
    /// The folder of its sources.
    let directory: String
    /// The packages that the target's package takes from folders of this machine.
    let localDependencies: [SourcePaths.Folder]
    /// Whether it depends on RedoubtCrypto, RedoubtSealing or RedoubtDelivery, itself or through targets of its package.
    let usesCryptography: Bool

    /// The enclaves of a package.
    ///
    /// - Throws: ``CommandFailure`` if the package cannot be read or has no enclave of a given name.
    static func find(in package: String, named names: [String]) throws -> [EnclaveTarget] {
        let output = try Command.run(
            "swift",
            [
                // A build folder of its own: the package's may be locked, by `swift run` or `swift test`.
                "package", "--package-path", package, "--scratch-path",
                "\(package)/.build/enclave/describe", "describe", "--type", "json",
            ]
        )
        struct Description: Decodable {
            struct Target: Decodable {
                let name: String
                let type: String
                let path: String
                let target_dependencies: [String]?
                let product_dependencies: [String]?
            }
            struct Dependency: Decodable {
                let identity: String
                let path: String?
            }
            let path: String
            let dependencies: [Dependency]?
            let targets: [Target]
        }
        guard output.status == 0,
            let description = try? JSONDecoder().decode(
                Description.self,
                from: Data(output.standardOutput)
            )
        else {
            throw CommandFailure(
                "\(package) is not a Swift package, or its manifest has an error: "
                    + "`swift package describe` says which"
            )
        }
        let local = (description.dependencies ?? []).compactMap { dependency in
            dependency.path.map { SourcePaths.Folder(path: $0, name: dependency.identity) }
        }
        let dependencies = Dictionary(
            description.targets.map {
                ($0.name, ($0.target_dependencies ?? []) + ($0.product_dependencies ?? []))
            },
            uniquingKeysWith: { first, _ in first }
        )
        let enclaves = description.targets.filter { target in
            target.type == "executable"
                && dependencies[target.name, default: []].contains("RedoubtEnclave")
        }.map {
            EnclaveTarget(
                name: $0.name,
                directory: "\(description.path)/\($0.path)",
                localDependencies: local,
                // What another package's product needs is not described; so all that do are named.
                usesCryptography: reaches("RedoubtCrypto", from: $0.name, by: dependencies)
                    || reaches("RedoubtSealing", from: $0.name, by: dependencies)
                    || reaches("RedoubtDelivery", from: $0.name, by: dependencies)
            )
        }
        guard !enclaves.isEmpty else {
            throw CommandFailure(
                "the package has no enclave: an executable target that depends on RedoubtEnclave"
            )
        }
        return try names.isEmpty
            ? enclaves
            : names.map { name in
                guard let enclave = enclaves.first(where: { $0.name == name }) else {
                    throw CommandFailure(
                        "the package has no enclave \(name); it has "
                            + enclaves.map(\.name).joined(separator: ", ")
                    )
                }
                return enclave
            }
    }

    /// Whether there is a way from one target to another.
    static func reaches(
        _ wanted: String,
        from start: String,
        by dependencies: [String: [String]]
    ) -> Bool {
        var seen: Set<String> = []
        var waiting = [start]
        while let name = waiting.popLast() {
            if name == wanted { return true }
            if seen.insert(name).inserted { waiting += dependencies[name, default: []] }
        }
        return false
    }
}
