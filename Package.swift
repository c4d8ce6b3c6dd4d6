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
    .target(
        name: "RedoubtCollateralHTTP",
        dependencies: [
            "RedoubtCollateral",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ],
        swiftSettings: strict
    ),
    .executableTarget(
        name: "redoubt-collateral",
        dependencies: [
            "RedoubtAttestation", "RedoubtCollateral", "RedoubtCollateralHTTP",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtCollateralHTTPTests",
        dependencies: [
            "CollateralTesting", "EnclaveTesting", "RedoubtAttestation", "RedoubtCollateral",
            "RedoubtCollateralHTTP", "redoubt-collateral",
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
            .product(name: "SwiftASN1", package: "swift-asn1"),
            .product(name: "X509", package: "swift-certificates"),
        ],
        swiftSettings: strict
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
    .testTarget(
        name: "RedoubtMacrosTests",
        dependencies: [
            "RedoubtABI",
            "RedoubtMacros",
            .product(name: "SwiftParser", package: "swift-syntax"),
            .product(name: "SwiftSyntax", package: "swift-syntax"),
            .product(name: "SwiftSyntaxBuilder", package: "swift-syntax"),
            .product(name: "SwiftSyntaxMacroExpansion", package: "swift-syntax"),
            .product(name: "SwiftSyntaxMacrosGenericTestSupport", package: "swift-syntax"),
        ],
        swiftSettings: strict
    ),
]

// The examples: a confidential patient registry, and a keeper of signing keys.
let exampleTargets: [Target] = [
    .target(
        name: "RegistryInterface",
        dependencies: ["RedoubtABI", "RedoubtDeliveryInterface"],
        path: "Examples/Registry/Interface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "RegistryEnclave",
        dependencies: ["RedoubtDelivery", "RedoubtEnclave", "RegistryInterface"],
        path: "Examples/Registry/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "registry",
        dependencies: ["RedoubtHost", "RegistryInterface"],
        path: "Examples/Registry/Host",
        swiftSettings: strict
    ),
    .testTarget(
        name: "RegistryTests",
        dependencies: [
            "EnclaveTesting", "RedoubtDelivery", "RedoubtHost", "RegistryInterface", "registry",
        ],
        swiftSettings: strict
    ),
    .target(
        name: "SignerInterface",
        dependencies: ["RedoubtABI", "RedoubtSealingInterface"],
        path: "Examples/Signer/Interface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "SignerEnclave",
        dependencies: ["RedoubtCrypto", "RedoubtEnclave", "RedoubtSealing", "SignerInterface"],
        path: "Examples/Signer/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "signer",
        dependencies: [
            "RedoubtHost", "RedoubtSealingInterface", "SignerInterface",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ] + crypto,
        path: "Examples/Signer/Host",
        swiftSettings: strict
    ),
    .testTarget(
        name: "SignerTests",
        dependencies: [
            "EnclaveTesting", "RedoubtHost", "RedoubtImage", "RedoubtSealingInterface",
            "SeededTesting", "SignerInterface", "signer",
        ] + crypto,
        swiftSettings: strict
    ),
]

// What `redoubt bench` launches.
let benchmarkTargets: [Target] = [
    .target(name: "BenchChecksum", path: "Benchmarks/Checksum"),
    .target(
        name: "BenchInterface",
        dependencies: ["BenchChecksum", "RedoubtABI"],
        path: "Benchmarks/Interface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "BenchEnclave",
        dependencies: ["BenchInterface", "CRedoubtABI", "CRedoubtEnclave", "RedoubtEnclave"],
        path: "Benchmarks/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "CryptoBenchInterface",
        dependencies: ["RedoubtABI"],
        path: "Benchmarks/Crypto/Interface",
        swiftSettings: embeddable
    ),
    .target(name: "CCryptoBench", path: "Benchmarks/Crypto/CCryptoBench"),
    .target(
        name: "CryptoBenchWork",
        dependencies: ["CCryptoBench", "CryptoBenchInterface", "RedoubtCrypto"],
        path: "Benchmarks/Crypto/Work",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "CryptoBenchEnclave",
        dependencies: ["CryptoBenchInterface", "CryptoBenchWork", "RedoubtEnclave"],
        path: "Benchmarks/Crypto/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "SealingBenchInterface",
        dependencies: ["RedoubtABI", "RedoubtSealingInterface"],
        path: "Benchmarks/Sealing/Interface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "SealingBenchEnclave",
        dependencies: [
            "CCryptoBench", "RedoubtEnclave", "RedoubtSealing", "SealingBenchInterface",
        ],
        path: "Benchmarks/Sealing/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
]

// What `redoubt attack` launches, and the attacks.
let attackTargets: [Target] = [
    .target(
        name: "AttackInterface",
        dependencies: ["RedoubtABI"],
        path: "Attacks/Interface",
        swiftSettings: embeddable
    ),
    .target(name: "CHold", dependencies: ["CRedoubtABI"], path: "Attacks/CHold"),
    .executableTarget(
        name: "AttackEnclave",
        dependencies: ["AttackInterface", "CHold", "RedoubtEnclave"],
        path: "Attacks/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(name: "CRedoubtAttacks"),
    .target(
        name: "RedoubtAttacks",
        dependencies: [
            "AttackInterface", "CRedoubtAttacks", "RedoubtABI", "RedoubtControl", "RedoubtHost",
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtAttacksTests",
        dependencies: ["EnclaveTesting", "RedoubtAttacks"],
        swiftSettings: strict
    ),
]

// Enclaves that only tests launch, and the tests.
let testTargets: [Target] = [
    .target(
        name: "FixtureInterface",
        dependencies: ["RedoubtABI"],
        path: "Tests/Fixtures/Interface",
        swiftSettings: embeddable
    ),
    .target(name: "CMisdeeds", path: "Tests/Fixtures/CMisdeeds"),
    .target(name: "CMemorySearch", path: "Tests/Fixtures/CMemorySearch"),
    .target(name: "CJailProbe", path: "Tests/Fixtures/CJailProbe"),
    .executableTarget(
        name: "FixtureEnclave",
        dependencies: ["CMisdeeds", "FixtureInterface", "RedoubtEnclave"],
        path: "Tests/Fixtures/Enclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "CryptoFixtureInterface",
        dependencies: ["RedoubtABI"],
        path: "Tests/Fixtures/CryptoInterface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "CryptoFixtureEnclave",
        dependencies: [
            "CryptoFixtureInterface", "RedoubtCrypto", "RedoubtEnclave", "ResidueSearch",
        ],
        path: "Tests/Fixtures/CryptoEnclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "ResidueSearch",
        dependencies: ["CRedoubtEnclave"],
        path: "Tests/Fixtures/ResidueSearch",
        swiftSettings: embeddable
    ),
    .target(
        name: "SealingFixtureInterface",
        dependencies: ["RedoubtABI", "RedoubtSealingInterface"],
        path: "Tests/Fixtures/SealingInterface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "SealingFixtureEnclave",
        dependencies: [
            "RedoubtEnclave", "RedoubtSealing", "ResidueSearch", "SealingFixtureInterface",
        ],
        path: "Tests/Fixtures/SealingEnclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "DeliveryFixtureInterface",
        dependencies: ["RedoubtABI", "RedoubtDeliveryInterface"],
        path: "Tests/Fixtures/DeliveryInterface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "DeliveryFixtureEnclave",
        dependencies: ["DeliveryFixtureInterface", "RedoubtDelivery", "RedoubtEnclave"],
        path: "Tests/Fixtures/DeliveryEnclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .target(
        name: "KeyFixtureInterface",
        dependencies: ["RedoubtABI"],
        path: "Tests/Fixtures/KeyInterface",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "KeyFixtureEnclave",
        dependencies: [
            "CRedoubtEnclave", "KeyFixtureInterface", "RedoubtCrypto", "RedoubtEnclave",
        ],
        path: "Tests/Fixtures/KeyEnclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "DebugEnclave",
        dependencies: ["CMisdeeds", "FixtureInterface", "RedoubtEnclave"],
        path: "Tests/Fixtures/DebugEnclave",
        exclude: ["enclave.json"],
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "MainReturnsEnclave",
        dependencies: ["RedoubtEnclave"],
        path: "Tests/Fixtures/MainReturnsEnclave",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "NeverServesEnclave",
        dependencies: ["RedoubtEnclave"],
        path: "Tests/Fixtures/NeverServesEnclave",
        swiftSettings: embeddable
    ),
    .executableTarget(
        name: "FixtureHost",
        dependencies: ["FixtureInterface", "RedoubtHost"],
        path: "Tests/Fixtures/Host",
        swiftSettings: strict
    ),
    .executableTarget(
        name: "host-stress",
        dependencies: ["FixtureInterface", "RedoubtHost", "SeededTesting"],
        path: "Tests/Stress",
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtABITests",
        dependencies: ["RedoubtABI"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtAttestationTests",
        dependencies: ["FuzzTargets", "RedoubtAttestation", "SeededTesting"] + attestationCrypto
            + certificates,
        exclude: ["Vectors"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtCollateralTests",
        dependencies: ["CollateralTesting", "RedoubtAttestation", "RedoubtCollateral"],
        swiftSettings: strict
    ),
    .target(
        name: "CollateralTesting",
        dependencies: ["RedoubtAttestation", "RedoubtCollateral"],
        path: "Tests/CollateralTesting",
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtImageTests",
        dependencies: [
            "EnclaveTesting", "FuzzTargets", "ImageTesting", "RedoubtABI", "RedoubtImage",
            "SeededTesting",
        ] + crypto,
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtEnclaveTests",
        dependencies: ["CRedoubtEnclave", "RedoubtEnclave"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtCryptoTests",
        dependencies: [
            "CryptoFixtureInterface", "EnclaveTesting", "RedoubtCrypto", "RedoubtHost",
            "SeededTesting",
        ] + crypto,
        exclude: ["Vectors"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtSealingTests",
        dependencies: [
            "CRedoubtABI", "EnclaveTesting", "RedoubtHost", "RedoubtImage", "RedoubtSealing",
            "RedoubtSealingInterface", "SealingFixtureInterface", "SeededTesting",
        ] + crypto,
        exclude: ["Vectors"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtDeliveryTests",
        dependencies: [
            "DeliveryFixtureInterface", "EnclaveTesting", "RedoubtABI", "RedoubtAttestation",
            "RedoubtControl", "RedoubtCrypto", "RedoubtDelivery", "RedoubtDeliveryInterface",
            "RedoubtHost", "RedoubtKeys", "SeededTesting", "redoubt",
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtControlTests",
        dependencies: ["RedoubtABI", "RedoubtControl"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtKeysTests",
        dependencies: [
            "CRedoubtABI", "CRedoubtSystem", "EnclaveTesting", "FixtureHost",
            "KeyFixtureInterface", "RedoubtABI", "RedoubtControl", "RedoubtCrypto", "RedoubtHost",
            "RedoubtKeys", "RedoubtMonitor", "SeededTesting",
        ],
        exclude: ["Vectors"],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtMonitorTests",
        dependencies: [
            "CJailProbe", "CRedoubtMonitor", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
            "RedoubtImage", "RedoubtKVM", "RedoubtMonitor",
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtCommandsTests",
        dependencies: [
            "CryptoBenchInterface", "CryptoBenchWork", "EnclaveTesting", "ImageTesting",
            "RedoubtABI", "RedoubtCommands", "RedoubtImage",
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtHostTests",
        dependencies: [
            "EnclaveTesting", "FixtureHost", "FixtureInterface", "RedoubtControl", "RedoubtHost",
            "RedoubtImage",
            "SeededTesting",
        ] + observation + observationTesting,
        swiftSettings: strict
    ),
    .target(name: "ImageTesting", path: "Tests/ImageTesting", swiftSettings: strict),
    .target(
        name: "FuzzTargets",
        dependencies: ["RedoubtAttestation", "RedoubtImage"],
        path: "Fuzzing/Targets",
        swiftSettings: strict
    ),
    .target(name: "SeededTesting", path: "Tests/SeededTesting", swiftSettings: strict),
    .target(
        name: "EnclaveTesting",
        dependencies: ["CMemorySearch", "RedoubtControl", "RedoubtMonitor", "redoubt"],
        path: "Tests/EnclaveTesting",
        swiftSettings: strict
    ),
]

// The platform service, and its tests. An enclave's build has no use for it, nor for the packages that it is made with.
let platformTargets: [Target] = [
    .target(
        name: "RedoubtPlatform",
        dependencies: [
            "CRedoubtSystem", "RedoubtABI", "RedoubtControl", "RedoubtKeys",
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        ],
        swiftSettings: strict
    ),
    .executableTarget(
        name: "redoubtd",
        // The monitor is a dependency so that it is built beside the service, where it is found.
        dependencies: [
            "RedoubtControl", "RedoubtPlatform", "redoubt-monitor",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        ],
        swiftSettings: strict
    ),
    .testTarget(
        name: "RedoubtPlatformTests",
        dependencies: [
            "CRedoubtABI", "CRedoubtSystem", "DeliveryFixtureInterface", "EnclaveTesting",
            "FixtureHost", "FixtureInterface", "KeyFixtureInterface", "RedoubtAttestation",
            "RedoubtABI", "RedoubtControl",
            "RedoubtCrypto", "RedoubtDeliveryInterface",
            "RedoubtHost", "RedoubtKeys", "RedoubtPlatform", "RedoubtSealingInterface",
            "SealingFixtureInterface", "SeededTesting", "redoubt", "redoubtd",
        ],
        swiftSettings: strict
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
        .target(
            name: "RedoubtABI",
            dependencies: ["CRedoubtABI"] + (hasBuiltMacros ? [] : ["RedoubtMacros"]),
            swiftSettings: embeddable
        ),

        // Inside the enclave.
        .target(name: "CRedoubtEnclave", dependencies: ["CRedoubtABI"]),
        .target(
            name: "RedoubtEnclave",
            dependencies: ["CRedoubtABI", "CRedoubtEnclave", "RedoubtABI"],
            swiftSettings: embeddable
        ),

        // Cryptography for enclaves: BoringSSL as swift-crypto ships it, which `redoubt build` compiles for
        // an enclave.
        .target(
            name: "CRedoubtCrypto",
            dependencies: ["CRedoubtEnclave", boringSSL],
            exclude: ["freestanding"],
            cSettings: buildsEnclave ? [.headerSearchPath("freestanding")] : []
        ),
        .target(
            name: "RedoubtCrypto",
            dependencies: ["CRedoubtCrypto"],
            swiftSettings: embeddable
        ),

        // Sealing: what crosses and where the host keeps it, and the enclave's side.
        .target(
            name: "RedoubtSealingInterface",
            dependencies: ["RedoubtABI"] + (buildsEnclave ? [] : ["RedoubtControl"]),
            swiftSettings: embeddable
        ),
        .target(
            name: "RedoubtSealing",
            dependencies: [
                "CRedoubtABI", "CRedoubtEnclave", "RedoubtCrypto", "RedoubtEnclave",
                "RedoubtSealingInterface",
            ],
            swiftSettings: embeddable
        ),

        // Delivery: reports, offers and envelopes, and the keys of those who open them.
        .target(
            name: "RedoubtDeliveryInterface",
            dependencies: ["RedoubtABI"],
            swiftSettings: embeddable
        ),
        .target(
            name: "RedoubtDelivery",
            dependencies: [
                "CRedoubtABI", "CRedoubtEnclave", "RedoubtCrypto", "RedoubtDeliveryInterface",
                "RedoubtEnclave",
            ],
            swiftSettings: embeddable
        ),

        // The image that an enclave is launched from.
        .target(
            name: "RedoubtImage",
            dependencies: ["CRedoubtABI", "RedoubtABI"] + crypto,
            swiftSettings: strict
        ),

        // Evidence of hardware, for whoever relies on it: needs nothing else of Redoubt.
        .target(
            name: "RedoubtAttestation",
            dependencies: attestationCrypto,
            swiftSettings: strict
        ),

        // What evidence is checked with: fetched, and kept.
        .target(
            name: "RedoubtCollateral",
            dependencies: ["RedoubtAttestation"],
            swiftSettings: strict
        ),

        // What host and monitor say to each other, and the system calls that both need.
        .target(name: "CRedoubtSystem"),
        .target(
            name: "RedoubtControl",
            dependencies: ["CRedoubtSystem", "RedoubtABI"],
            swiftSettings: strict
        ),

        // Keys that enclaves are given, and the root secrets that they come from.
        .target(
            name: "RedoubtKeys",
            dependencies: [
                "CRedoubtABI", "CRedoubtSystem", "RedoubtABI", "RedoubtControl", "RedoubtCrypto",
                "RedoubtDeliveryInterface",
            ],
            swiftSettings: strict
        ),

        // The monitor.
        .target(name: "CRedoubtKVM"),
        .target(name: "RedoubtKVM", dependencies: ["CRedoubtKVM"], swiftSettings: strict),
        .target(name: "CRedoubtMonitor", dependencies: ["CRedoubtABI"]),
        .target(
            name: "RedoubtMonitor",
            dependencies: [
                "CRedoubtABI", "CRedoubtMonitor", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
                "RedoubtImage", "RedoubtKVM", "RedoubtKeys",
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "redoubt-monitor",
            dependencies: ["RedoubtControl", "RedoubtMonitor"],
            swiftSettings: strict
        ),

        // The host.
        .target(
            name: "RedoubtHost",
            // The executable is a dependency so that it is built beside every host, where it is found.
            dependencies: [
                "CRedoubtABI", "CRedoubtSystem", "RedoubtABI", "RedoubtControl",
                "RedoubtDeliveryInterface", "RedoubtImage", "redoubt-monitor",
            ] + observation,
            swiftSettings: strict
        ),

        // The command line.
        .target(
            name: "RedoubtCommands",
            dependencies: [
                "BenchInterface", "CCryptoBench", "CryptoBenchInterface", "CryptoBenchWork",
                "RedoubtABI", "RedoubtAttacks", "RedoubtAttestation", "RedoubtCollateral",
                "RedoubtControl", "RedoubtDelivery", "RedoubtHost", "RedoubtImage", "RedoubtKeys",
                "RedoubtMonitor", "RedoubtSealingInterface", "SealingBenchInterface",
                "SignerInterface",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + crypto,
            swiftSettings: strict
        ),
        .executableTarget(
            name: "redoubt",
            dependencies: ["RedoubtCommands"],
            swiftSettings: strict
        ),
    ] + exampleTargets + benchmarkTargets + attackTargets + testTargets
        + (buildsEnclave ? [] : platformTargets)
        + (hasFetcher ? fetcherTargets : [])
        + (hasBuiltMacros ? [] : macroTargets)
)
