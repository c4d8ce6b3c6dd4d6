extension TCBInfo {
    private static let limitLevels = 256

    /// Reads the text that Intel signs: the member `tcbInfo` of what its service delivers.
    ///
    /// Versions 2 and 3 are read, each with its own layout.
    init(_ text: [UInt8], at location: Reason.Location) throws(Reason) {
        var reader = try JSONReader(text, at: location)
        var version: Int?
        var tee: QuoteHeader.TrustedExecution?
        var issueDate: Timestamp?
        var nextUpdate: Timestamp?
        var platform: [UInt8]?
        var provisioningID: [UInt8]?
        var type: Int?
        var evaluationNumber: Int?
        var module: Module?
        var identities: [ModuleIdentity]?
        var levels: [TCBLevel<PlatformLayout>] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "id") {
                tee = try Self.tee(&reader)
            } else if reader.names(key, "version") {
                version = try reader.unsigned(limit: 0xffff)
            } else if reader.names(key, "issueDate") {
                issueDate = try reader.time()
            } else if reader.names(key, "nextUpdate") {
                nextUpdate = try reader.time()
            } else if reader.names(key, "fmspc") {
                platform = try reader.hexadecimal(6)
            } else if reader.names(key, "pceId") {
                provisioningID = try reader.hexadecimal(2)
            } else if reader.names(key, "tcbType") {
                type = try reader.unsigned(limit: 0xffff)
            } else if reader.names(key, "tcbEvaluationDataNumber") {
                evaluationNumber = try reader.unsigned(limit: 0x7fff_ffff)
            } else if reader.names(key, "tdxModule") {
                module = try Module(&reader)
            } else if reader.names(key, "tdxModuleIdentities") {
                identities = []
                try reader.array(limit: Self.limitLevels) { (reader) throws(Reason) in
                    identities?.append(try ModuleIdentity(&reader))
                }
            } else if reader.names(key, "tcbLevels") {
                try reader.array(limit: Self.limitLevels) { (reader) throws(Reason) in
                    levels.append(
                        try TCBLevel(&reader) { (reader) throws(Reason) in
                            try PlatformLayout(&reader)
                        }
                    )
                }
            } else {
                try reader.skipValue()
            }
        }
        try reader.requireEnd()

        guard let version, let issueDate, let nextUpdate, let platform, let provisioningID,
            type == 0,
            let evaluationNumber
        else {
            throw Reason(
                .malformed,
                at: location,
                "The TCB info lacks a member, or its tcbType is not 0; version, issueDate, nextUpdate, fmspc, "
                    + "pceId, tcbType, tcbEvaluationDataNumber and tcbLevels are expected."
            )
        }
        switch version {
        case 2: self.tee = .sgx
        case 3:
            guard let tee else {
                throw Reason(.malformed, at: location, "TCB info of version 3 lacks its id.")
            }
            self.tee = tee
        default:
            throw Reason(
                .unsupported,
                at: location,
                "The TCB info has version \(version); 2 and 3 are known."
            )
        }
        guard !levels.isEmpty else {
            throw Reason(.malformed, at: location, "The TCB info has no TCB levels.")
        }
        self.issueDate = issueDate
        self.nextUpdate = nextUpdate
        self.platform = platform
        self.provisioningID = provisioningID
        self.evaluationNumber = evaluationNumber
        self.module = module
        moduleIdentities = identities ?? []
        var requirements: [TCBLevel<PlatformRequirement>] = []
        requirements.reserveCapacity(levels.count)
        for level in levels {
            requirements.append(
                TCBLevel(
                    requirement: try level.requirement.requirement(
                        version,
                        self.tee,
                        at: location
                    ),
                    assessment: level.assessment
                )
            )
        }
        self.levels = requirements.sorted { $0.requirement.isAbove($1.requirement) }
        guard self.tee == .sgx || module != nil else {
            throw Reason(.malformed, at: location, "The TCB info for TDX lacks tdxModule.")
        }
    }

    private static func tee(
        _ reader: inout JSONReader
    ) throws(Reason) -> QuoteHeader.TrustedExecution {
        switch try reader.text() {
        case "SGX": .sgx
        case "TDX": .tdx
        default: throw reader.malformed("the id is neither SGX nor TDX")
        }
    }
}

extension TCBInfo.Module {
    fileprivate init(_ reader: inout JSONReader) throws(Reason) {
        var signer: [UInt8]?
        var attributes: [UInt8]?
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "mrsigner") {
                signer = try reader.hexadecimal(48)
            } else if reader.names(key, "attributes") {
                attributes = try reader.hexadecimal(8)
            } else {
                try reader.skipValue()
            }
        }
        guard let signer, let attributes else {
            throw reader.malformed("a TDX module lacks its mrsigner or attributes")
        }
        self.signer = signer
        self.attributes = attributes
    }
}

extension TCBInfo.ModuleIdentity {
    fileprivate init(_ reader: inout JSONReader) throws(Reason) {
        var id: [UInt8]?
        var signer: [UInt8]?
        var attributes: [UInt8]?
        var levels: [TCBLevel<UInt16>] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "id") {
                id = try reader.textBytes()
            } else if reader.names(key, "mrsigner") {
                signer = try reader.hexadecimal(48)
            } else if reader.names(key, "attributes") {
                attributes = try reader.hexadecimal(8)
            } else if reader.names(key, "tcbLevels") {
                levels = try TCBLevel.list(&reader)
            } else {
                try reader.skipValue()
            }
        }
        guard let id, let signer, let attributes, !levels.isEmpty else {
            throw reader.malformed("a TDX module identity lacks a member or has no levels")
        }
        self.id = id
        module = TCBInfo.Module(signer: signer, attributes: attributes)
        self.levels = levels
    }
}
