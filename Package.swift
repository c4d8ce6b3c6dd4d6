// swift-tools-version: 6.2
import CompilerPluginSupport
import PackageDescription

// Set while an enclave is built (`redoubt build` does it): the macro plugin, which the host build has
// made already, is passed to the compiler by path, so that swift-syntax is not compiled a second time.
let buildsEnclave = Context.environment["REDOUBT_GUEST"] != nil
// The same for `make fuzz`, which builds the readers of files a second time.
let hasBuiltMacros = buildsEnclave || Context.environment["REDOUBT_FUZZING"] != nil

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// For code that is compiled for the enclave too.
let embeddable: [SwiftSetting] =
    strict + [
        .treatWarning("EmbeddedRestrictions", as: .error),
        .treatWarning("ExistentialType", as: .error),
    ]

extension Target {
    /// Code for both sides of the boundary, or for the enclave's.
    static func shared(
        _ name: String,
        at path: String? = nil,
        _ dependencies: [Dependency]
    ) -> Target {
        .target(name: name, dependencies: dependencies, path: path, swiftSettings: embeddable)
    }

    /// A program that runs in an enclave, with its `enclave.json` beside it unless it has none.
    static func enclave(
        _ name: String,
        at path: String,
        isConfigured: Bool = true,
        _ dependencies: [Dependency]
    ) -> Target {
        .executableTarget(
            name: name,
            dependencies: dependencies,
            path: path,
            exclude: isConfigured ? ["enclave.json"] : [],
            swiftSettings: embeddable
        )
    }

    /// Code of the host's side.
    static func hosted(
        _ name: String,
        at path: String? = nil,
        _ dependencies: [Dependency] = []
    ) -> Target {
        .target(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
    }

    /// A program of the host's side.
    static func program(
        _ name: String,
        at path: String? = nil,
        _ dependencies: [Dependency]
    ) -> Target {
        .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
    }

    /// Tests, with vectors in a folder of theirs if they have any.
    static func tests(
        _ name: String,
        hasVectors: Bool = false,
        _ dependencies: [Dependency]
    ) -> Target {
        .testTarget(
            name: name,
            dependencies: dependencies,
            exclude: hasVectors ? ["Vectors"] : [],
            swiftSettings: strict
        )
    }
}

// For the host side only: what an enclave does with cryptography, it does by itself.
let crypto: [Target.Dependency] =
    buildsEnclave ? [] : [.product(name: "Crypto", package: "swift-crypto")]
// For an enclave `redoubt build` compiles it; SwiftPM, which takes that machine for Linux, only fetches it. So the
// dependency is there, under a condition that does not hold.
let boringSSL = Target.Dependency.product(
    name: "Crypto",
    package: "swift-crypto",
    condition: .when(platforms: buildsEnclave ? [.windows] : [.linux])
)
// For evidence of hardware, which is also signed with RSA.
let attestationCrypto: [Target.Dependency] =
    crypto + (buildsEnclave ? [] : [.product(name: "CryptoExtras", package: "swift-crypto")])
// What a host reports its calls to. Small packages without dependencies, which servers have anyway.
let observation: [Target.Dependency] =
    buildsEnclave
    ? []
    : [
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Tracing", package: "swift-distributed-tracing"),
    ]
let observationTesting: [Target.Dependency] =
    buildsEnclave
    ? []
    : [
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
    ]
// The verifier is held against swift-certificates, in tests alone.
let hasCertificates = !buildsEnclave && Context.environment["REDOUBT_FUZZING"] == nil
// Neither an enclave nor a fuzz target fetches anything.
let hasFetcher = hasCertificates
let certificates: [Target.Dependency] =
    hasCertificates
    ? [
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
    ] : []

// The HTTP client of the fetcher is in a target, and a program, of its own: a verifier without a network, and the
// command line in everybody's package, do without its minutes of compiling.
let fetcherTargets: [Target] = [
    .hosted(
        "RedoubtCollateralHTTP",
        [
            "RedoubtCollateral",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ]
    ),
    .program(
        "redoubt-collateral",
        [
            "RedoubtAttestation", "RedoubtCollateral", "RedoubtCollateralHTTP",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ]
    ),
    .tests(
        "RedoubtCollateralHTTPTests",
        [
            "CollateralTesting", "EnclaveTesting", "RedoubtAttestation", "RedoubtCollateral",
            "RedoubtCollateralHTTP", "redoubt-collateral",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
            .product(name: "SwiftASN1", package: "swift-asn1"),
            .product(name: "X509", package: "swift-certificates"),
        ]
    ),
]

// The compiler plugin and its tests.
let macroTargets: [Target] = [
    .macro(
        name: "RedoubtMacros",
        dependencies: [
            .product(name: "SwiftCompilerPlugin", package: "swift-syntax"),
            .product(name: "SwiftDiagnostics", package: "swift-syntax"),
            .product(name: "SwiftParser", package: "swift-syntax"),
            .product(name: "SwiftSyntax", package: "swift-syntax"),
            .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
            .product(name: "SwiftSyntaxMacros", package: "swift-syntax"),
        ],
        swiftSettings: strict
    ),
    .tests(
        "RedoubtMacrosTests",
        [
            "RedoubtABI",
            "RedoubtMacros",
            .product(name: "SwiftParser", package: "swift-syntax"),
            .product(name: "SwiftSyntax", package: "swift-syntax"),
            .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
            .product(name: "SwiftSyntaxMacroExpansion", package: "swift-syntax"),
            .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax"),
        ]
    ),
]

// The examples: a confidential patient registry, and a keeper of signing keys.
let exampleTargets: [Target] = [
    .shared(
        "RegistryInterface",
        at: "Examples/Registry/Interface",
        ["RedoubtABI", "RedoubtDeliveryInterface"]
    ),
    .enclave(
        "RegistryEnclave",
        at: "Examples/Registry/Enclave",
        ["RedoubtDelivery", "RedoubtEnclave", "RegistryInterface"]
    ),
    .program("registry", at: "Examples/Registry/Host", ["RedoubtHost", "RegistryInterface"]),
    .tests(
        "RegistryTests",
        [
            "EnclaveTesting", "RedoubtDelivery", "RedoubtHost", "RegistryInterface", "registry",
        ]
    ),
    .shared(
        "SignerInterface",
        at: "Examples/Signer/Interface",
        ["RedoubtABI", "RedoubtDeliveryInterface", "RedoubtSealingInterface"]
    ),
    .enclave(
        "SignerEnclave",
        at: "Examples/Signer/Enclave",
        [
            "RedoubtCrypto", "RedoubtDelivery", "RedoubtEnclave", "RedoubtSealing",
            "SignerInterface",
        ]
    ),
    .program(
        "signer",
        at: "Examples/Signer/Host",
        [
            "RedoubtAttestation", "RedoubtDeliveryInterface", "RedoubtHost", "RedoubtProvisioning",
            "RedoubtSealingInterface", "SignerInterface",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ] + crypto
    ),
    .tests(
        "SignerTests",
        [
            "DeliveryFixtureInterface", "EnclaveTesting", "RedoubtAttestation", "RedoubtDelivery",
            "RedoubtHost", "RedoubtImage", "RedoubtProvisioning", "RedoubtSealingInterface",
            "SeededTesting", "SignerInterface", "redoubt", "signer",
        ] + crypto
    ),
]

// What `redoubt bench` launches.
let benchmarkTargets: [Target] = [
    .target(name: "BenchChecksum", path: "Benchmarks/Checksum"),
    .shared("BenchInterface", at: "Benchmarks/Interface", ["BenchChecksum", "RedoubtABI"]),
    .enclave(
        "BenchEnclave",
        at: "Benchmarks/Enclave",
        ["BenchInterface", "CRedoubtABI", "CRedoubtEnclave", "RedoubtEnclave"]
    ),
    .shared("CryptoBenchInterface", at: "Benchmarks/Crypto/Interface", ["RedoubtABI"]),
    .target(name: "CCryptoBench", path: "Benchmarks/Crypto/CCryptoBench"),
    .shared(
        "CryptoBenchWork",
        at: "Benchmarks/Crypto/Work",
        ["CCryptoBench", "CryptoBenchInterface", "RedoubtCrypto"]
    ),
    .enclave(
        "CryptoBenchEnclave",
        at: "Benchmarks/Crypto/Enclave",
        ["CryptoBenchInterface", "CryptoBenchWork", "RedoubtEnclave"]
    ),
    .shared(
        "SealingBenchInterface",
        at: "Benchmarks/Sealing/Interface",
        ["RedoubtABI", "RedoubtSealingInterface"]
    ),
    .enclave(
        "SealingBenchEnclave",
        at: "Benchmarks/Sealing/Enclave",
        [
            "CCryptoBench", "RedoubtEnclave", "RedoubtSealing", "SealingBenchInterface",
        ]
    ),
]

// What `redoubt attack` launches, and the attacks.
let attackTargets: [Target] = [
    .shared("AttackInterface", at: "Attacks/Interface", ["RedoubtABI"]),
    .target(name: "CHold", dependencies: ["CRedoubtABI"], path: "Attacks/CHold"),
    .enclave(
        "AttackEnclave",
        at: "Attacks/Enclave",
        [
            "AttackInterface", "CHold", "RedoubtCrypto", "RedoubtDelivery", "RedoubtEnclave",
            "RedoubtSealing",
        ]
    ),
    .target(name: "CRedoubtAttacks"),
    .hosted(
        "RedoubtAttacks",
        [
            "AttackInterface", "CRedoubtAttacks", "RedoubtABI", "RedoubtControl", "RedoubtHost",
            "RedoubtKeys",
        ]
    ),
    .tests("RedoubtAttacksTests", ["AttackInterface", "EnclaveTesting", "RedoubtAttacks"]),
]

// Enclaves that only tests launch, and the tests.
let testTargets: [Target] = [
    .shared("FixtureInterface", at: "Tests/Fixtures/Interface", ["RedoubtABI"]),
    .target(name: "CMisdeeds", path: "Tests/Fixtures/CMisdeeds"),
    .target(name: "CMemorySearch", path: "Tests/Fixtures/CMemorySearch"),
    .target(name: "CJailProbe", path: "Tests/Fixtures/CJailProbe"),
    .enclave(
        "FixtureEnclave",
        at: "Tests/Fixtures/Enclave",
        ["CMisdeeds", "FixtureInterface", "RedoubtEnclave"]
    ),
    .shared("CryptoFixtureInterface", at: "Tests/Fixtures/CryptoInterface", ["RedoubtABI"]),
    .enclave(
        "CryptoFixtureEnclave",
        at: "Tests/Fixtures/CryptoEnclave",
        [
            "CryptoFixtureInterface", "RedoubtCrypto", "RedoubtDelivery", "RedoubtEnclave",
            "RedoubtSealing", "ResidueSearch",
        ]
    ),
    .enclave(
        "HashEnclave",
        at: "Tests/Fixtures/HashEnclave",
        isConfigured: false,
        ["CryptoFixtureInterface", "RedoubtCrypto", "RedoubtEnclave"]
    ),
    .shared(
        "ResidueSearch",
        at: "Tests/Fixtures/ResidueSearch",
        ["CMisdeeds", "CRedoubtEnclave"]
    ),
    .shared(
        "SealingFixtureInterface",
        at: "Tests/Fixtures/SealingInterface",
        ["RedoubtABI", "RedoubtSealingInterface"]
    ),
    .enclave(
        "SealingFixtureEnclave",
        at: "Tests/Fixtures/SealingEnclave",
        [
            "RedoubtEnclave", "RedoubtSealing", "ResidueSearch", "SealingFixtureInterface",
        ]
    ),
    .shared(
        "DeliveryFixtureInterface",
        at: "Tests/Fixtures/DeliveryInterface",
        ["RedoubtABI", "RedoubtDeliveryInterface"]
    ),
    .enclave(
        "DeliveryFixtureEnclave",
        at: "Tests/Fixtures/DeliveryEnclave",
        [
            "CRedoubtEnclave", "DeliveryFixtureInterface", "RedoubtDelivery", "RedoubtEnclave",
            "ResidueSearch",
        ]
    ),
    .shared("EntropyFixtureInterface", at: "Tests/Fixtures/EntropyInterface", ["RedoubtABI"]),
    .target(name: "CFailingSource", path: "Tests/Fixtures/CFailingSource"),
    .enclave(
        "EntropyFixtureEnclave",
        at: "Tests/Fixtures/EntropyEnclave",
        [
            "CFailingSource", "EntropyFixtureInterface", "RedoubtCrypto", "RedoubtDelivery",
            "RedoubtEnclave", "RedoubtSealing",
        ]
    ),
    .target(name: "CSilentSource", path: "Tests/Fixtures/CSilentSource"),
    .enclave(
        "NoEntropyEnclave",
        at: "Tests/Fixtures/NoEntropyEnclave",
        isConfigured: false,
        ["CSilentSource", "RedoubtEnclave"]
    ),
    .shared("KeyFixtureInterface", at: "Tests/Fixtures/KeyInterface", ["RedoubtABI"]),
    .enclave(
        "KeyFixtureEnclave",
        at: "Tests/Fixtures/KeyEnclave",
        [
            "CRedoubtEnclave", "KeyFixtureInterface", "RedoubtCrypto", "RedoubtEnclave",
        ]
    ),
    .enclave(
        "DebugEnclave",
        at: "Tests/Fixtures/DebugEnclave",
        ["CMisdeeds", "FixtureInterface", "RedoubtEnclave"]
    ),
    .enclave(
        "MainReturnsEnclave",
        at: "Tests/Fixtures/MainReturnsEnclave",
        isConfigured: false,
        ["RedoubtEnclave"]
    ),
    .enclave(
        "NeverServesEnclave",
        at: "Tests/Fixtures/NeverServesEnclave",
        isConfigured: false,
        ["RedoubtEnclave"]
    ),
    .program("FixtureHost", at: "Tests/Fixtures/Host", ["FixtureInterface", "RedoubtHost"]),
    .program(
        "host-stress",
        at: "Tests/Stress",
        ["FixtureInterface", "RedoubtHost", "SeededTesting"]
    ),
    .tests("RedoubtABITests", ["RedoubtABI"]),
    .tests(
        "RedoubtAttestationTests",
        hasVectors: true,
        ["FuzzTargets", "RedoubtAttestation", "SeededTesting"] + attestationCrypto
            + certificates
    ),
    .tests(
        "RedoubtCollateralTests",
        ["CollateralTesting", "RedoubtAttestation", "RedoubtCollateral"]
    ),
    .hosted(
        "CollateralTesting",
        at: "Tests/CollateralTesting",
        ["RedoubtAttestation", "RedoubtCollateral"]
    ),
    .tests(
        "RedoubtImageTests",
        [
            "EnclaveTesting", "FuzzTargets", "ImageTesting", "RedoubtABI", "RedoubtImage",
            "SeededTesting",
        ] + crypto
    ),
    .tests("RedoubtEnclaveTests", ["CRedoubtEnclave", "RedoubtEnclave"]),
    .tests(
        "RedoubtCryptoTests",
        hasVectors: true,
        [
            "CryptoFixtureInterface", "EnclaveTesting", "EntropyFixtureInterface",
            "RedoubtCrypto", "RedoubtHost", "RedoubtSealingInterface", "SeededTesting",
        ] + crypto
    ),
    .tests(
        "RedoubtSealingTests",
        hasVectors: true,
        [
            "CRedoubtABI", "EnclaveTesting", "FuzzTargets", "RedoubtHost", "RedoubtImage",
            "RedoubtSealing",
            "RedoubtSealingInterface", "SealingFixtureInterface", "SeededTesting",
        ] + crypto
    ),
    .tests(
        "RedoubtDeliveryTests",
        hasVectors: true,
        [
            "DeliveryFixtureInterface", "EnclaveTesting", "FuzzTargets", "RedoubtABI",
            "RedoubtAttestation", "RedoubtControl", "RedoubtCrypto", "RedoubtDelivery",
            "RedoubtDeliveryInterface",
            "RedoubtHost", "RedoubtKeys", "SeededTesting", "redoubt",
        ]
    ),
    .tests("RedoubtControlTests", ["RedoubtABI", "RedoubtControl"]),
    .tests(
        "RedoubtKeysTests",
        hasVectors: true,
        [
            "CRedoubtABI", "CRedoubtSystem", "EnclaveTesting", "FixtureHost",
            "KeyFixtureInterface", "RedoubtABI", "RedoubtControl", "RedoubtCrypto", "RedoubtHost",
            "RedoubtKeys", "RedoubtMonitor", "SeededTesting",
        ]
    ),
    .tests(
        "RedoubtMonitorTests",
        [
            "CJailProbe", "CRedoubtMonitor", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
            "RedoubtImage", "RedoubtKVM", "RedoubtMonitor",
        ]
    ),
    .tests(
        "RedoubtCommandsTests",
        [
            "CryptoBenchInterface", "CryptoBenchWork", "EnclaveTesting", "ImageTesting",
            "RedoubtABI", "RedoubtCommands", "RedoubtImage",
        ]
    ),
    .tests(
        "RedoubtHostTests",
        [
            "EnclaveTesting", "FixtureHost", "FixtureInterface", "RedoubtControl", "RedoubtHost",
            "RedoubtImage",
            "SeededTesting",
        ] + observation + observationTesting
    ),
    .hosted("ImageTesting", at: "Tests/ImageTesting"),
    .hosted(
        "FuzzTargets",
        at: "Fuzzing/Targets",
        [
            "RedoubtAttestation", "RedoubtControl", "RedoubtCrypto", "RedoubtDelivery",
            "RedoubtImage", "RedoubtKeys", "RedoubtProvisioning", "RedoubtSealing",
        ]
    ),
    .hosted("SeededTesting", at: "Tests/SeededTesting"),
    .hosted(
        "EnclaveTesting",
        at: "Tests/EnclaveTesting",
        ["CMemorySearch", "RedoubtControl", "RedoubtMonitor", "redoubt"]
    ),
]

// The platform service, and its tests. An enclave's build has no use for it, nor for the packages that it is made with.
let platformTargets: [Target] = [
    .hosted(
        "RedoubtPlatform",
        [
            "CRedoubtSystem", "RedoubtABI", "RedoubtControl", "RedoubtKeys",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ]
    ),
    // The monitor is a dependency so that it is built beside the service, where it is found.
    .program(
        "redoubtd",
        [
            "RedoubtControl", "RedoubtPlatform", "redoubt-monitor",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ]
    ),
    .tests(
        "RedoubtPlatformTests",
        [
            "CRedoubtABI", "CRedoubtSystem", "DeliveryFixtureInterface", "EnclaveTesting",
            "FixtureHost", "FixtureInterface", "KeyFixtureInterface", "RedoubtAttestation",
            "RedoubtABI", "RedoubtControl",
            "RedoubtCrypto", "RedoubtDeliveryInterface",
            "RedoubtHost", "RedoubtKeys", "RedoubtPlatform", "RedoubtSealingInterface",
            "SealingFixtureInterface", "SeededTesting", "redoubt", "redoubtd",
        ]
    ),
]

let package = Package(
    name: "redoubt",
    products: [
        .library(name: "RedoubtABI", targets: ["RedoubtABI"]),
        .library(name: "RedoubtAttestation", targets: ["RedoubtAttestation"]),
        .library(name: "RedoubtCollateral", targets: ["RedoubtCollateral"]),
        .library(name: "RedoubtCrypto", targets: ["RedoubtCrypto"]),
        .library(name: "RedoubtDelivery", targets: ["RedoubtDelivery"]),
        .library(name: "RedoubtDeliveryInterface", targets: ["RedoubtDeliveryInterface"]),
        .library(name: "RedoubtEnclave", targets: ["RedoubtEnclave"]),
        .library(name: "RedoubtHost", targets: ["RedoubtHost"]),
        .library(name: "RedoubtProvisioning", targets: ["RedoubtProvisioning"]),
        .library(name: "RedoubtSealing", targets: ["RedoubtSealing"]),
        .library(name: "RedoubtSealingInterface", targets: ["RedoubtSealingInterface"]),
        .library(name: "FuzzTargets", targets: ["FuzzTargets"]),
        .executable(name: "redoubt", targets: ["redoubt"]),
        .executable(name: "redoubt-monitor", targets: ["redoubt-monitor"]),
    ] + (buildsEnclave ? [] : [.executable(name: "redoubtd", targets: ["redoubtd"])])
        + (hasFetcher
            ? [
                .library(name: "RedoubtCollateralHTTP", targets: ["RedoubtCollateralHTTP"]),
                .executable(name: "redoubt-collateral", targets: ["redoubt-collateral"]),
            ] : []),
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ]
        + (buildsEnclave
            ? []
            : [
                .package(
                    url: "https://github.com/apple/swift-distributed-tracing",
                    from: "1.7.3"
                ),
                .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
                .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
                .package(
                    url: "https://github.com/swift-server/swift-service-lifecycle",
                    from: "2.13.0"
                ),
            ])
        + (hasCertificates
            ? [
                .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
                .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
            ] : [])
        + (hasFetcher
            ? [
                .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
                .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
                .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
            ] : [])
        + (hasBuiltMacros
            ? [] : [.package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1")]),
    targets: [
        // Both sides of the boundary.
        .target(name: "CRedoubtABI"),
        .shared("RedoubtABI", ["CRedoubtABI"] + (hasBuiltMacros ? [] : ["RedoubtMacros"])),

        // Inside the enclave.
        .target(name: "CRedoubtEnclave", dependencies: ["CRedoubtABI"]),
        .shared("RedoubtEnclave", ["CRedoubtABI", "CRedoubtEnclave", "RedoubtABI"]),

        // Cryptography for enclaves: BoringSSL as swift-crypto ships it, which `redoubt build` compiles for
        // an enclave.
        .target(
            name: "CRedoubtCrypto",
            dependencies: ["CRedoubtEnclave", boringSSL],
            exclude: ["freestanding", "openssl/README.md"],
            cSettings: buildsEnclave ? [.headerSearchPath("freestanding")] : []
        ),
        .shared("RedoubtCrypto", ["CRedoubtCrypto"]),

        // Sealing: what crosses and where the host keeps it, and the enclave's side.
        .shared(
            "RedoubtSealingInterface",
            ["RedoubtABI"] + (buildsEnclave ? [] : ["RedoubtControl"])
        ),
        .shared(
            "RedoubtSealing",
            [
                "CRedoubtABI", "CRedoubtEnclave", "RedoubtCrypto", "RedoubtEnclave",
                "RedoubtSealingInterface",
            ]
        ),

        // Delivery: reports, offers and envelopes, and the keys of those who open them.
        .shared("RedoubtDeliveryInterface", ["RedoubtABI"]),
        .shared(
            "RedoubtDelivery",
            [
                "CRedoubtABI", "CRedoubtEnclave", "RedoubtCrypto", "RedoubtDeliveryInterface",
                "RedoubtEnclave",
            ]
        ),

        // The owner's side of delivery: nothing is sealed but for an offer that was checked.
        .hosted("RedoubtProvisioning", ["RedoubtABI", "RedoubtAttestation", "RedoubtDelivery"]),

        // The image that an enclave is launched from.
        .hosted("RedoubtImage", ["CRedoubtABI", "RedoubtABI"] + crypto),

        // Evidence of hardware, for whoever relies on it: needs nothing else of Redoubt.
        .hosted("RedoubtAttestation", attestationCrypto),

        // What evidence is checked with: fetched, and kept.
        .hosted("RedoubtCollateral", ["RedoubtAttestation"]),

        // What host and monitor say to each other, and the system calls that both need.
        .target(name: "CRedoubtSystem"),
        .hosted("RedoubtControl", ["CRedoubtSystem", "RedoubtABI"]),

        // Keys that enclaves are given, and the root secrets that they come from.
        .hosted(
            "RedoubtKeys",
            [
                "CRedoubtABI", "CRedoubtSystem", "RedoubtABI", "RedoubtControl", "RedoubtCrypto",
                "RedoubtDeliveryInterface",
            ]
        ),

        // The monitor.
        .target(name: "CRedoubtKVM"),
        .hosted("RedoubtKVM", ["CRedoubtKVM"]),
        .target(name: "CRedoubtMonitor", dependencies: ["CRedoubtABI"]),
        .hosted(
            "RedoubtMonitor",
            [
                "CRedoubtABI", "CRedoubtMonitor", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
                "RedoubtImage", "RedoubtKVM", "RedoubtKeys",
            ]
        ),
        .program("redoubt-monitor", ["RedoubtControl", "RedoubtMonitor"]),

        // The host.
        // The executable is a dependency so that it is built beside every host, where it is found.
        .hosted(
            "RedoubtHost",
            [
                "CRedoubtABI", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
                "RedoubtDeliveryInterface", "RedoubtImage", "redoubt-monitor",
            ] + observation
        ),

        // The command line.
        .hosted(
            "RedoubtCommands",
            [
                "BenchInterface", "CCryptoBench", "CRedoubtSystem", "CryptoBenchInterface",
                "CryptoBenchWork", "RedoubtABI", "RedoubtAttacks", "RedoubtAttestation",
                "RedoubtCollateral", "RedoubtControl", "RedoubtDelivery",
                "RedoubtDeliveryInterface", "RedoubtHost", "RedoubtImage", "RedoubtKeys",
                "RedoubtMonitor", "RedoubtProvisioning", "RedoubtSealingInterface",
                "SealingBenchInterface",
                "SignerInterface",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + crypto
        ),
        .program("redoubt", ["RedoubtCommands"]),
    ] + exampleTargets + benchmarkTargets + attackTargets + testTargets
        + (buildsEnclave ? [] : platformTargets)
        + (hasFetcher ? fetcherTargets : [])
        + (hasBuiltMacros ? [] : macroTargets)
)
