// swift-tools-version: 6.2
import PackageDescription

// Programs that try random input on the readers of files, built by `make fuzz` alone. What they try is in
// `Targets`, which the root package builds as well, for the tests.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "redoubt", path: "..")],
    targets: [
        .target(name: "CLibFuzzer"),
        .target(name: "Mutation", dependencies: ["CLibFuzzer"], swiftSettings: strict),
    ]
        + [
            "fuzz-image", "fuzz-program", "fuzz-quote", "fuzz-collateral", "fuzz-tcb-info",
            "fuzz-certificate", "fuzz-snp", "fuzz-nitro", "fuzz-tpm", "fuzz-token", "fuzz-policy",
            "fuzz-sealed", "fuzz-store", "fuzz-key-page", "fuzz-report", "fuzz-evidence",
            "fuzz-offer",
            "fuzz-envelope",
        ].map { name in
            .executableTarget(
                name: name,
                dependencies: ["Mutation", .product(name: "FuzzTargets", package: "redoubt")],
                swiftSettings: strict
            )
        }
)
