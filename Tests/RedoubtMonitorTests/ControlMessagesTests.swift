import RedoubtABI
import RedoubtControl
import Testing

@Suite("Messages between host and monitor")
struct ControlMessagesTests {
    /// What comes back is written as the same bytes; what is cut short or longer is refused.
    private func expectExact<Value: WireCodable>(
        _ values: [Value],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for value in values {
            let message = try encoded(value)
            let copy = try encoded(decoded(Value.self, from: message))
            #expect(copy == message, sourceLocation: sourceLocation)
            for count in 0..<message.count {
                #expect(throws: WireError.self, sourceLocation: sourceLocation) {
                    try decoded(Value.self, from: Array(message.prefix(count)))
                }
            }
            #expect(throws: WireError.trailingBytes, sourceLocation: sourceLocation) {
                try decoded(Value.self, from: message + [0])
            }
            for bit in 0..<message.count * 8 {
                var flipped = message
                flipped[bit / 8] ^= 1 << (bit % 8)
                // Read as something else or refused; reading must not trap.
                _ = try? decoded(Value.self, from: flipped)
            }
        }
    }

    private static let unavailable = [
        UnavailableIsolation(IsolationLevel(.virtualization, .private), reason: "no guest_memfd"),
        UnavailableIsolation(IsolationLevel(.process, .ordinary), reason: ""),
    ]

    private static let measurement = identifier(from: 0, as: Measurement.self)
    private static let signer = identifier(from: 32, as: SignerID.self)
    private static let identity = EnclaveIdentity(
        measurement: measurement,
        signer: signer,
        product: identifier(from: 64),
        family: identifier(from: 80),
        securityVersion: 0xABCD,
        imageVersion: 0x1234_5678,
        isDebug: true
    )
    private static let policy = {
        var policy = LaunchPolicy.signed(
            by: signer,
            family: FamilyID.none,
            minimumSecurityVersion: 3
        )
        policy.deniedMeasurements = [measurement]
        policy.deniedVersions = [DeniedVersions(signer: signer, securityVersions: 1...2)]
        return policy
    }()
    private static let smallest = LaunchRequest(
        acceptable: [],
        policy: .measured(),
        debug: false,
        spinLimit: 0,
        keys: .none
    )

    @Test func `Levels keep their bytes, and no others are read`() throws {
        try expectExact(IsolationLevel.strongestFirst)
        #expect(try encoded(IsolationLevel(.process, .ordinary)) == [1, 1])
        #expect(try encoded(IsolationLevel(.virtualization, .private)) == [2, 2])
        for backend in 0...255 as ClosedRange<UInt8> {
            for memory in [0, 1, 2, 3, 255] as [UInt8] {
                let level = try? decoded(IsolationLevel.self, from: [backend, memory])
                let isOne = (1...2).contains(backend) && (1...2).contains(memory)
                #expect((level != nil) == isOne)
            }
        }
    }

    @Test func `Requests arrive as they were`() throws {
        let request = LaunchRequest(
            acceptable: IsolationLevel.strongestFirst,
            policy: Self.policy,
            debug: true,
            spinLimit: 0xDEAD_BEEF,
            keys: .development(folder: "/home/somebody/🏰")
        )
        let copy = try decoded(LaunchRequest.self, from: encoded(request))
        #expect(copy.acceptable == request.acceptable)
        #expect(copy.policy == request.policy)
        #expect(copy.keys == request.keys)
        #expect(copy.debug)
        #expect(copy.spinLimit == request.spinLimit)
        try expectExact([request, Self.smallest])
    }

    @Test func `A request of another version is refused`() throws {
        let message = try encoded(Self.smallest)
        #expect(message.prefix(4).elementsEqual(try encoded(LaunchRequest.version)))
        for version in [0, LaunchRequest.version + 1, .max] {
            #expect(throws: WireError.invalidValue) {
                try decoded(
                    LaunchRequest.self,
                    from: encoded(version) + message.dropFirst(4)
                )
            }
        }
    }

    @Test func `Replies arrive as they were`() throws {
        let launched = LaunchedEnclave(
            identity: Self.identity,
            level: IsolationLevel(.process, .private),
            unavailable: Self.unavailable,
            threadCount: 3,
            payloadBytes: 65_504,
            memoryBytes: 0x1_2345_6789
        )
        let reply = try decoded(LaunchReply.self, from: encoded(LaunchReply.launched(launched)))
        guard case .launched(let copy) = reply else {
            Issue.record("\(reply)")
            return
        }
        #expect(copy.identity == launched.identity)
        #expect(copy.level == launched.level)
        #expect(copy.unavailable == launched.unavailable)
        #expect(copy.threadCount == 3 && copy.payloadBytes == 65_504)
        let refusals: [LaunchRefusal] = [
            .image("not an image 🏰"), .isolation([]), .isolation(Self.unavailable), .system(""),
            .keys("no root secret"),
            .policy([]),
            .policy([
                .development, .notDevelopment(signer: Self.signer), .debug,
                .signer(.development, expected: Self.signer), .measurement(Self.measurement),
                .product(.none, expected: .none), .family(.none, expected: .none),
                .securityVersion(2, minimum: 3), .deniedMeasurement(Self.measurement),
                .deniedVersion(Self.signer, securityVersion: 2),
            ]),
        ]
        for refusal in refusals {
            #expect(try decoded(LaunchRefusal.self, from: encoded(refusal)) == refusal)
        }
        try expectExact(refusals)
        try expectExact([.launched(launched)] + refusals.map(LaunchReply.refused))
        try expectExact([LaunchReply.admitted(Self.identity, memoryBytes: .max)])
        try expectExact([LaunchGrant(memoryBytes: 1 << 40)])
        try expectExact([MonitorAssignment(imageLimitBytes: 1 << 40)])
        for tag in 3...255 as ClosedRange<UInt8> {
            #expect(throws: WireError.invalidValue) {
                try decoded(LaunchReply.self, from: [tag, 0, 0, 0, 0, 0])
            }
        }
    }
}
