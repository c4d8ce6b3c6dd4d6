extension TCBLevel {
    private static var limitAdvisories: Int { 128 }

    /// Reads a level whose member `tcb` the caller reads.
    init(
        _ reader: inout JSONReader,
        _ requirement: (inout JSONReader) throws(Reason) -> Requirement
    ) throws(Reason) {
        var tcb: Requirement?
        var date: Timestamp?
        var status: TCBStatus?
        var advisories: [String] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "tcb") {
                tcb = try requirement(&reader)
            } else if reader.names(key, "tcbDate") {
                date = try reader.time()
            } else if reader.names(key, "tcbStatus") {
                status = try Self.status(&reader)
            } else if reader.names(key, "advisoryIDs") {
                try reader.array(limit: Self.limitAdvisories) { (reader) throws(Reason) in
                    advisories.append(try reader.text())
                }
            } else {
                try reader.skipValue()
            }
        }
        guard let tcb, let date, let status else {
            throw reader.malformed("a TCB level lacks tcb, tcbDate or tcbStatus")
        }
        self.requirement = tcb
        assessment = TCBAssessment(status: status, date: date, advisories: advisories)
    }

    private static func status(_ reader: inout JSONReader) throws(Reason) -> TCBStatus {
        let token = try reader.string()
        for status in TCBStatus.ofCollateral
        where reader.bytes[token.range].elementsEqual(status.rawValue.utf8) {
            return status
        }
        throw reader.malformed("a TCB status is unknown")
    }
}

extension TCBLevel<UInt16> {
    /// Reads a list of levels of an enclave or module, and sorts it: the highest ISVSVN comes first.
    static func list(_ reader: inout JSONReader) throws(Reason) -> [TCBLevel<UInt16>] {
        var levels: [TCBLevel<UInt16>] = []
        try reader.array(limit: 256) { (reader) throws(Reason) in
            levels.append(
                try TCBLevel(&reader) { (reader) throws(Reason) in
                    var version: Int?
                    try reader.object { (reader, key) throws(Reason) in
                        if reader.names(key, "isvsvn") {
                            version = try reader.unsigned(limit: 0xffff)
                        } else {
                            try reader.skipValue()
                        }
                    }
                    guard let version else { throw reader.malformed("a level lacks its isvsvn") }
                    return UInt16(version)
                }
            )
        }
        return levels.sorted { $0.requirement > $1.requirement }
    }
}
