extension AppraisalPolicy {
    private static let limitValues = 4096

    /// Reads a policy from JSON, whose schema is `docs/policy.schema.json`.
    ///
    /// A member that is not known is an error: a condition that is misspelt must not be left out.
    ///
    /// - Throws: a reason that says what is wrong and where.
    public init(json: [UInt8]) throws(Reason) {
        self.init()
        var policy = self
        var reader = try JSONReader(json, at: "policy")
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "$schema") || reader.names(key, "description") {
                _ = try reader.text()
            } else if reader.names(key, "measurements") {
                policy.measurements = try Self.values(&reader)
            } else if reader.names(key, "named_measurements") {
                try reader.object { (reader, key) throws(Reason) in
                    policy.namedMeasurements[try reader.name(key)] = try Self.values(&reader)
                }
            } else if reader.names(key, "signers") {
                policy.signers = try Self.values(&reader)
            } else if reader.names(key, "products") {
                policy.products = try Self.values(&reader)
            } else if reader.names(key, "min_security_version") {
                policy.minimumSecurityVersion = UInt64(try reader.unsigned(limit: 1 << 53))
            } else if reader.names(key, "tcb") {
                try Self.readTCB(&reader, &policy)
            } else if reader.names(key, "report_data") {
                policy.reportData = try Self.bytes(&reader)
            } else if reader.names(key, "max_age_seconds") {
                policy.maximumAgeSeconds = Int64(try reader.unsigned(limit: 1 << 53))
            } else if reader.names(key, "allow_debug") {
                policy.allowsDebug = try reader.boolean()
            } else if reader.names(key, "strict") {
                try reader.array(limit: Self.limitValues) { (reader) throws(Reason) in
                    let name = try reader.text()
                    guard let rule = StrictRules.named.first(where: { $0.key == name }) else {
                        throw reader.malformed("\"\(name)\" is no strict rule")
                    }
                    policy.strictRules.formUnion(rule.value)
                }
            } else if reader.names(key, "min_platform_parts") {
                try reader.object { (reader, key) throws(Reason) in
                    policy.minimumParts[try reader.name(key)] =
                        UInt8(try reader.unsigned(limit: 255))
                }
            } else {
                throw reader.malformed("\"\(try reader.name(key))\" is no member of a policy")
            }
        }
        try reader.requireEnd()
        self = policy
    }

    private static func readTCB(
        _ reader: inout JSONReader,
        _ policy: inout AppraisalPolicy
    ) throws(Reason) {
        var statuses: Set<TCBStatus>?
        var graces: [AdvisoryGrace] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "statuses") {
                var values: Set<TCBStatus> = []
                try reader.array(limit: limitValues) { (reader) throws(Reason) in
                    let name = try reader.text()
                    guard let status = TCBStatus(rawValue: name), status != .revoked else {
                        throw reader.malformed("\"\(name)\" is no TCB status that can be accepted")
                    }
                    values.insert(status)
                }
                statuses = values
            } else if reader.names(key, "grace") {
                try reader.array(limit: limitValues) { (reader) throws(Reason) in
                    graces.append(try grace(&reader))
                }
            } else {
                throw reader.malformed("\"\(try reader.name(key))\" is no member of tcb")
            }
        }
        if let statuses { policy.acceptedStatuses = statuses }
        policy.graces = graces
    }

    private static func grace(_ reader: inout JSONReader) throws(Reason) -> AdvisoryGrace {
        var advisory: String?
        var ends: [AdvisoryGrace.End] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "advisory") {
                advisory = try reader.text()
            } else if reader.names(key, "until") {
                ends.append(.at(try reader.time()))
            } else if reader.names(key, "days") {
                ends.append(.days(try reader.unsigned(limit: 36_525)))
            } else {
                throw reader.malformed("\"\(try reader.name(key))\" is no member of a grace")
            }
        }
        guard let advisory, ends.count == 1 else {
            throw reader.malformed("a grace needs its advisory, and either until or days")
        }
        return AdvisoryGrace(advisory: advisory, end: ends[0])
    }

    private static func values(_ reader: inout JSONReader) throws(Reason) -> Set<[UInt8]> {
        var values: Set<[UInt8]> = []
        try reader.array(limit: limitValues) { (reader) throws(Reason) in
            values.insert(try bytes(&reader))
        }
        guard !values.isEmpty else {
            throw reader.malformed("a list of expected values is empty: leave the member out")
        }
        return values
    }

    private static func bytes(_ reader: inout JSONReader) throws(Reason) -> [UInt8] {
        guard let bytes = Hexadecimal.decode(try reader.textBytes()), (1...64).contains(bytes.count)
        else {
            throw reader.malformed("2 to 128 hexadecimal digits are expected")
        }
        return bytes
    }
}

extension JSONReader {
    /// The text of a key.
    func name(_ key: JSONKey) throws(Reason) -> String {
        guard let name = JSONText.unescaped(bytes, key.range) else {
            throw malformed("a key has a malformed escape")
        }
        return String(decoding: name, as: UTF8.self)
    }
}
