import RedoubtABI
import RedoubtControl
import Testing

@Suite("What a launch policy accepts")
struct LaunchPolicyTests {
    private let author: SignerID = identifier(0xA0)
    private let stranger: SignerID = identifier(0x50)
    private let measurement: Measurement = identifier(1)
    private let other: Measurement = identifier(2)
    private let product: ProductID = identifier(3)
    private let family: FamilyID = identifier(4)

    private func enclave(
        signer: SignerID? = nil,
        securityVersion: UInt16 = 7,
        isDebug: Bool = false
    ) -> EnclaveIdentity {
        EnclaveIdentity(
            measurement: measurement,
            signer: signer ?? author,
            product: product,
            family: family,
            securityVersion: securityVersion,
            imageVersion: 9,
            isDebug: isDebug
        )
    }

    @Test func `An author's policy accepts what the author signed, whatever else it is`() {
        let policy = LaunchPolicy.signed(by: author)
        #expect(policy.violations(by: enclave()) == [])
        #expect(policy.violations(by: enclave(securityVersion: 0, isDebug: true)) == [])
        #expect(
            policy.violations(by: enclave(signer: stranger))
                == [.signer(stranger, expected: author)]
        )
    }

    @Test func `Product, family and security version are compared where they are named`() {
        func violations(
            _ product: ProductID?,
            _ family: FamilyID?,
            _ minimum: UInt16
        ) -> [PolicyViolation] {
            let policy = LaunchPolicy.signed(
                by: author,
                product: product,
                family: family,
                minimumSecurityVersion: minimum
            )
            return policy.violations(by: enclave())
        }
        #expect(violations(product, family, 7) == [])
        #expect(violations(nil, nil, 0) == [])
        #expect(violations(ProductID.none, nil, 0) == [.product(product, expected: .none)])
        #expect(violations(nil, FamilyID.none, 0) == [.family(family, expected: .none)])
        #expect(violations(nil, nil, 8) == [.securityVersion(7, minimum: 8)])
        #expect(violations(nil, nil, .max) == [.securityVersion(7, minimum: .max)])
    }

    @Test func `The development key is accepted by the policy for development and by no other`() {
        let development = enclave(signer: .development)
        #expect(LaunchPolicy.development.violations(by: development) == [])
        #expect(
            LaunchPolicy.development.violations(by: enclave())
                == [.notDevelopment(signer: author)]
        )
        #expect(LaunchPolicy.signed(by: author).violations(by: development) == [.development])
        #expect(LaunchPolicy.measured(measurement).violations(by: development) == [.development])
        // Naming the key does not make it an author's.
        #expect(
            LaunchPolicy.signed(by: .development).violations(by: development) == [.development]
        )
        #expect(
            LaunchPolicy.measured(other).violations(by: development)
                == [.development, .measurement(measurement)]
        )
    }

    @Test func `A policy of measurements accepts these, whoever signed them, and no others`() {
        #expect(LaunchPolicy.measured(measurement).violations(by: enclave()) == [])
        #expect(
            LaunchPolicy.measured(other, measurement).violations(by: enclave(signer: stranger))
                == []
        )
        for policy in [LaunchPolicy.measured(), .measured(other)] {
            #expect(policy.violations(by: enclave()) == [.measurement(measurement)])
        }
    }

    @Test func `A denied measurement is refused, whatever accepts it`() {
        for var policy in [LaunchPolicy.signed(by: author), .measured(measurement)] {
            policy.deniedMeasurements = [other]
            #expect(policy.violations(by: enclave()) == [])
            policy.deniedMeasurements.append(measurement)
            #expect(policy.violations(by: enclave()) == [.deniedMeasurement(measurement)])
        }
        var development = LaunchPolicy.development
        development.deniedMeasurements = [measurement]
        #expect(
            development.violations(by: enclave(signer: .development))
                == [.deniedMeasurement(measurement)]
        )
    }

    @Test(
        arguments: [
            (7...7, true), (0...7, true), (7...(.max), true), (0...(.max), true), (0...6, false),
            (8...(.max), false),
        ] as [(ClosedRange<UInt16>, Bool)]
    )
    func `Denied versions are those from the oldest to the newest`(
        versions: ClosedRange<UInt16>,
        isDenied: Bool
    ) {
        for product in [nil, product] {
            var policy = LaunchPolicy.signed(by: author)
            policy.deniedVersions = [
                DeniedVersions(signer: author, product: product, securityVersions: versions)
            ]
            let expected: [PolicyViolation] =
                isDenied ? [.deniedVersion(author, securityVersion: 7)] : []
            #expect(policy.violations(by: enclave()) == expected)
        }
    }

    @Test func `Denied versions of another author or product deny nothing`() {
        var policy = LaunchPolicy.signed(by: author)
        policy.deniedVersions = [
            DeniedVersions(signer: stranger, securityVersions: 0...(.max)),
            DeniedVersions(signer: author, product: ProductID.none, securityVersions: 0...(.max)),
        ]
        #expect(policy.violations(by: enclave()) == [])
        policy.deniedVersions.append(DeniedVersions(signer: author, securityVersions: 7...8))
        #expect(
            policy.violations(by: enclave()) == [.deniedVersion(author, securityVersion: 7)]
        )
    }

    @Test func `All reasons are given at once, each once`() {
        var policy = LaunchPolicy.signed(
            by: author,
            product: ProductID.none,
            family: FamilyID.none,
            minimumSecurityVersion: 8
        )
        policy.deniedMeasurements = [measurement, measurement]
        policy.deniedVersions = [
            DeniedVersions(signer: stranger, securityVersions: 0...7),
            DeniedVersions(signer: stranger, product: product, securityVersions: 7...9),
        ]
        #expect(
            policy.violations(by: enclave(signer: stranger)) == [
                .signer(stranger, expected: author), .product(product, expected: .none),
                .family(family, expected: .none), .securityVersion(7, minimum: 8),
                .deniedMeasurement(measurement), .deniedVersion(stranger, securityVersion: 7),
            ]
        )
    }
}
