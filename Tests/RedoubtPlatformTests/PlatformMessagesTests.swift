import RedoubtABI
import RedoubtControl
import Testing

@Suite("Messages between hosts and the platform service")
struct PlatformMessagesTests {
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

    private static let launch = LaunchRequest(
        acceptable: IsolationLevel.strongestFirst,
        policy: .development,
        debug: false,
        spinLimit: 7,
        keys: .service
    )
    private static let use = PlatformUse(
        enclaves: 1,
        enclaveLimit: 2,
        memoryBytes: 3,
        memoryLimitBytes: .max
    )
    private static let roots = RootSummary(
        platform: identifier(from: 3),
        epochs: [.max, 3, 1],
        droppedEpochs: [7]
    )
    private static let refusals: [PlatformRefusal] = [
        .enclaves(used: 3, limit: 3, .user), .enclaves(used: 3, limit: 3, .machine),
        .memory(neededBytes: 5 << 20, usedBytes: 1, limitBytes: 168 << 20, .user),
        .memory(neededBytes: .max, usedBytes: 0, limitBytes: 0, .machine),
        .connections(limit: 32, .user), .sameUser, .notUnderstood, .noSuchEnclave,
        .unknownCaller("it has ended"), .notPermitted, .failed("🏰"),
    ]

    @Test func `Requests arrive as they were`() throws {
        try expectExact([
            PlatformRequest(.launch(Self.launch)), PlatformRequest(.status),
            PlatformRequest(.rotate), PlatformRequest(.end(enclave: 0xFEDC_BA98_7654_3210)),
        ])
    }

    @Test func `Answers arrive as they were`() throws {
        for refusal in Self.refusals {
            #expect(try decoded(PlatformRefusal.self, from: encoded(refusal)) == refusal)
        }
        let status = PlatformStatus(
            processID: 12,
            userID: 65_533,
            machine: Self.use,
            caller: Self.use,
            roots: Self.roots
        )
        try expectExact(
            [
                PlatformReply(.status(status)), PlatformReply(.ended),
                PlatformReply(.rotated(Self.roots)),
                PlatformReply(.refusedByMonitor(.image("cut short"))),
            ] + Self.refusals.map { PlatformReply(.refused($0)) }
        )
    }

    @Test func `Packets of another version are refused either way`() throws {
        let version = try encoded(PlatformRequest.version)
        let request = try encoded(PlatformRequest(.status))
        let reply = try encoded(PlatformReply(.ended))
        #expect(request.prefix(4) == version[...] && reply.prefix(4) == version[...])
        for other in [0, PlatformRequest.version + 1, .max] {
            #expect(throws: WireError.invalidValue) {
                try decoded(PlatformRequest.self, from: encoded(other) + request.dropFirst(4))
            }
            #expect(throws: WireError.invalidValue) {
                try decoded(PlatformReply.self, from: encoded(other) + reply.dropFirst(4))
            }
        }
    }

    @Test func `A refusal says what is used, what the limit is, and which key to raise`() {
        let texts = Self.refusals.map(\.description)
        #expect(texts[0].contains("3 enclaves of 3") && texts[0].contains("enclavesPerUser"))
        #expect(texts[2].contains("5 MiB") && texts[2].contains("168 MiB"))
        #expect(texts[2].contains("secureMemoryPerUser"))
        #expect(texts[3].contains("secureMemory in"))
        #expect(Set(texts).count == texts.count)
    }
}
