extension KeyRequest {
    private static let version: UInt8 = 1

    /// The request in bytes, as records hold it and as wrapped keys authenticate it.
    public var encoded: [UInt8] {
        var writer = MessageWriter()
        writer.byte(Self.version)
        writer.string(name.utf8)
        writer.byte(algorithm.number)
        writer.string(policy.purposes.map { $0.number })
        writer.uint32(policy.usesPerMinute ?? 0)
        writer.byte(policy.uses == nil ? 0 : 1)
        writer.uint64(policy.uses ?? 0)
        writer.uint32(policy.usesCountedAhead)
        writer.byte(policy.tokenIssuer == nil ? 0 : 1)
        writer.string((policy.tokenIssuer ?? "").utf8)
        writer.uint32(policy.tokenLifetimeSeconds ?? 0)
        return writer.bytes
    }

    /// Reads a request; whether it is a sensible one is not looked at.
    ///
    /// - Throws: ``MalformedMessage``.
    public init(encoded bytes: [UInt8]) throws(MalformedMessage) {
        var reader = MessageReader(bytes)
        guard try reader.byte() == Self.version else { throw MalformedMessage() }
        let name = try reader.string()
        let algorithmNumber = try reader.byte()
        guard let algorithm = KeyAlgorithm.allCases.first(where: { $0.number == algorithmNumber })
        else { throw MalformedMessage() }
        var purposes: [KeyPurpose] = []
        for number in try reader.string() {
            guard let purpose = KeyPurpose.allCases.first(where: { $0.number == number }) else {
                throw MalformedMessage()
            }
            purposes.append(purpose)
        }
        var policy = KeyPolicy(purposes: purposes)
        let perMinute = try reader.uint32()
        policy.usesPerMinute = perMinute == 0 ? nil : perMinute
        let isCounted = try reader.byte() != 0
        let uses = try reader.uint64()
        policy.uses = isCounted ? uses : nil
        policy.usesCountedAhead = try reader.uint32()
        let hasIssuer = try reader.byte() != 0
        let issuer = try reader.string()
        policy.tokenIssuer = hasIssuer ? String(decoding: issuer, as: UTF8.self) : nil
        let lifetime = try reader.uint32()
        policy.tokenLifetimeSeconds = lifetime == 0 ? nil : lifetime
        try reader.end()
        self.init(
            name: String(decoding: name, as: UTF8.self),
            algorithm: algorithm,
            policy: policy
        )
    }
}

extension KeyAlgorithm {
    var number: UInt8 {
        switch self {
        case .p256: 1
        case .ed25519: 2
        }
    }
}

extension KeyPurpose {
    var number: UInt8 {
        switch self {
        case .digest: 1
        case .message: 2
        case .token: 3
        case .certificateRequest: 4
        case .ssh: 5
        }
    }
}
