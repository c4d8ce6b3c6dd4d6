import EnclaveTesting
import FixtureInterface
import Foundation
import RedoubtHost
import RedoubtImage
import Testing

/// The fixture's image, signed by an author of the test's own.
private struct AuthoredImage {
    static let author = SigningKey(.p384)
    let file: TemporaryImage
    let identity: EnclaveIdentity

    init(_ change: (inout EnclaveConfiguration) -> Void = { _ in }) async throws {
        let image = try await fixtureImage().reconfigured(change).signed(with: Self.author)
        file = try TemporaryImage(image.encoded())
        identity = try VerifiedImage(image).identity(isDebug: false)
    }

    func launch(_ policy: LaunchPolicy, debug: Bool = false) async -> EnclaveError? {
        var options = LaunchOptions()
        options.debug = debug
        return await enclaveError {
            try await Enclave.withLaunched(file.path, policy: policy, options: options) { _ in }
        }
    }
}

@Suite("The launch policy")
struct LaunchPolicyTests {
    private let author = AuthoredImage.author.signerKey.id
    private let stranger = SigningKey(.p256).signerKey.id
    private let product = ProductID(hexadecimal: "00112233445566778899aabbccddeeff")
    private let family = FamilyID(hexadecimal: "ffeeddccbbaa99887766554433221100")

    private func makeImage() async throws -> AuthoredImage {
        try await AuthoredImage { configuration in
            if let product { configuration.product = product }
            if let family { configuration.family = family }
            configuration.securityVersion = 7
            configuration.imageVersion = 70_000
        }
    }

    @Test("The enclave has the identity that its image declares", arguments: testedIsolation)
    func identity(_ level: IsolationLevel) async throws {
        let image = try await makeImage()
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        try await Enclave.withLaunched(
            image.file.path,
            policy: .signed(by: author),
            options: options
        ) { enclave in
            #expect(enclave.identity == image.identity)
            #expect(enclave.identity.signer == author)
            #expect(enclave.identity.product == product)
            #expect(enclave.identity.family == family)
            #expect(enclave.identity.securityVersion == 7)
            #expect(enclave.identity.imageVersion == 70_000)
            #expect(!enclave.identity.isDebug && !enclave.identity.isDevelopment)
        }
    }

    @Test func `A policy accepts what it names`() async throws {
        let image = try await makeImage()
        #expect(await image.launch(.signed(by: author)) == nil)
        #expect(
            await image.launch(
                .signed(by: author, product: product, family: family, minimumSecurityVersion: 7)
            ) == nil
        )
        #expect(await image.launch(.measured(image.identity.measurement)) == nil)
        var policy = LaunchPolicy.signed(by: author)
        policy.deniedVersions = [
            DeniedVersions(signer: author, securityVersions: 0...6),
            DeniedVersions(signer: stranger, securityVersions: 0...(.max)),
            DeniedVersions(signer: author, product: ProductID.none, securityVersions: 0...(.max)),
        ]
        #expect(await image.launch(policy) == nil)
    }

    @Test func `A policy refuses what it does not name, and says every reason`() async throws {
        let image = try await makeImage()
        func violations(_ policy: LaunchPolicy) async -> [PolicyViolation]? {
            let error = await image.launch(policy)
            #expect(error?.code == .policyRefused)
            for violation in error?.violations ?? [] {
                #expect(error?.message.contains(violation.description) == true)
            }
            return error?.violations
        }
        #expect(
            await violations(.signed(by: stranger)) == [.signer(author, expected: stranger)]
        )
        #expect(
            await violations(
                .signed(
                    by: stranger,
                    product: ProductID.none,
                    family: FamilyID.none,
                    minimumSecurityVersion: 8
                )
            ) == [
                .signer(author, expected: stranger),
                .product(image.identity.product, expected: .none),
                .family(image.identity.family, expected: .none),
                .securityVersion(7, minimum: 8),
            ]
        )
        #expect(await violations(.measured()) == [.measurement(image.identity.measurement)])
        #expect(await violations(.development) == [.notDevelopment(signer: author)])
        var denying = LaunchPolicy.signed(by: author)
        denying.deniedMeasurements = [image.identity.measurement]
        #expect(await violations(denying) == [.deniedMeasurement(image.identity.measurement)])
        denying.deniedMeasurements = []
        denying.deniedVersions = [DeniedVersions(signer: author, securityVersions: 5...7)]
        #expect(await violations(denying) == [.deniedVersion(author, securityVersion: 7)])
    }

    @Test func `The development key is no author`() async throws {
        let path = try await enclaveImage("FixtureEnclave")
        let measurement = try await fixtureImage().declaredMeasurement
        for policy in [.signed(by: .development), .measured(measurement)] as [LaunchPolicy] {
            let error = await enclaveError {
                _ = try await Enclave.launch(path, policy: policy)
            }
            #expect(error?.violations == [.development])
        }
        try await Enclave.withLaunched(path, policy: .development) { enclave in
            #expect(enclave.identity.isDevelopment)
            #expect(enclave.identity.description.contains("DEVELOPMENT KEY"))
        }
    }

    @Test func `Debug takes both the image and the launch`() async throws {
        let production = try await AuthoredImage()
        let debug = try await AuthoredImage { $0.allowsDebug = true }
        #expect(
            await production.launch(.signed(by: author), debug: true)?.violations == [.debug]
        )
        for asked in [false, true] {
            var options = LaunchOptions()
            options.debug = asked
            try await Enclave.withLaunched(
                debug.file.path,
                policy: .signed(by: author),
                options: options
            ) { enclave in
                #expect(enclave.identity.isDebug == asked)
            }
        }
    }

    @Test func `An image that nobody has signed is refused`() async throws {
        let file = try TemporaryImage(try await fixtureImage().reconfigured { _ in }.encoded())
        let error = await enclaveError {
            _ = try await Enclave.launch(file.path, policy: .development)
        }
        #expect(error?.code == .imageRefused)
        #expect(error?.message.contains("signature check: the image is not signed") == true)
    }

    @Test func `A policy of full lists arrives, and one with longer lists is refused`() async throws
    {
        let image = try await makeImage()
        var policy = LaunchPolicy.signed(by: author)
        let limit = LaunchPolicy.entryLimit
        let other = try #require(Measurement(bytes: Array(0..<32)))
        policy.deniedMeasurements = Array(repeating: other, count: limit)
        policy.deniedVersions = Array(
            repeating: DeniedVersions(
                signer: stranger,
                product: product,
                securityVersions: 0...(.max)
            ),
            count: limit
        )
        #expect(await image.launch(policy) == nil)
        policy.deniedMeasurements.append(other)
        #expect(await image.launch(policy)?.code == .policyTooLarge)
    }

    @Test(
        "An image that accepts no weaker seal is not launched at one",
        arguments: testedIsolation
    )
    func minimumIsolation(_ level: IsolationLevel) async throws {
        let image = try await AuthoredImage { configuration in
            configuration.minimumIsolation = IsolationLevel(.virtualization, .ordinary)
        }
        var options = LaunchOptions()
        options.isolation = .exactly(level)
        let error = await enclaveError {
            try await Enclave.withLaunched(
                image.file.path,
                policy: .signed(by: author),
                options: options
            ) { _ in }
        }
        if level.backend == .virtualization {
            #expect(error == nil)
        } else {
            #expect(error?.code == .isolationUnavailable)
            #expect(error?.message.contains("the image accepts no less than") == true)
        }
    }
}
