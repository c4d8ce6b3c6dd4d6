/// What Intel says of its quoting enclave, read from its signed JSON.
struct QuotingEnclaveIdentity: Sendable {
    let tee: QuoteHeader.TrustedExecution
    let issueDate: Timestamp
    let nextUpdate: Timestamp
    /// MISCSELECT and its mask: 4 bytes as they stand in a report.
    let miscellaneousSelect: [UInt8]
    let miscellaneousSelectMask: [UInt8]
    /// ATTRIBUTES and their mask: 16 bytes.
    let attributes: [UInt8]
    let attributesMask: [UInt8]
    /// MRSIGNER: 32 bytes.
    let signer: [UInt8]
    let product: UInt16
    /// Descending by ISVSVN.
    let levels: [TCBLevel<UInt16>]

    /// Reads the text that Intel signs: the member `enclaveIdentity` of what its service delivers.
    init(_ text: [UInt8], at location: Reason.Location) throws(Reason) {
        var reader = try JSONReader(text, at: location)
        var id: String?
        var version: Int?
        var issueDate: Timestamp?
        var nextUpdate: Timestamp?
        var select: [UInt8]?
        var selectMask: [UInt8]?
        var attributes: [UInt8]?
        var attributesMask: [UInt8]?
        var signer: [UInt8]?
        var product: UInt16?
        var levels: [TCBLevel<UInt16>] = []
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "id") {
                id = try reader.text()
            } else if reader.names(key, "version") {
                version = try reader.unsigned(limit: 0xffff)
            } else if reader.names(key, "issueDate") {
                issueDate = try reader.time()
            } else if reader.names(key, "nextUpdate") {
                nextUpdate = try reader.time()
            } else if reader.names(key, "miscselect") {
                select = try reader.hexadecimal(4)
            } else if reader.names(key, "miscselectMask") {
                selectMask = try reader.hexadecimal(4)
            } else if reader.names(key, "attributes") {
                attributes = try reader.hexadecimal(16)
            } else if reader.names(key, "attributesMask") {
                attributesMask = try reader.hexadecimal(16)
            } else if reader.names(key, "mrsigner") {
                signer = try reader.hexadecimal(32)
            } else if reader.names(key, "isvprodid") {
                product = UInt16(try reader.unsigned(limit: 0xffff))
            } else if reader.names(key, "tcbLevels") {
                levels = try TCBLevel.list(&reader)
            } else {
                try reader.skipValue()
            }
        }
        try reader.requireEnd()
        guard version == 2 else {
            throw Reason(
                .unsupported,
                at: location,
                "The enclave identity has version \(version.map(String.init) ?? "(none)"); 2 is expected."
            )
        }
        switch id {
        case "QE": tee = .sgx
        case "TD_QE": tee = .tdx
        default:
            throw Reason(
                .unsupported,
                at: location,
                "The enclave identity is of neither QE nor TD_QE, the two quoting enclaves."
            )
        }
        guard let issueDate, let nextUpdate, let select, let selectMask, let attributes,
            let attributesMask, let signer, let product, !levels.isEmpty
        else {
            throw Reason(
                .malformed,
                at: location,
                "The enclave identity lacks a member or has no TCB levels."
            )
        }
        self.issueDate = issueDate
        self.nextUpdate = nextUpdate
        miscellaneousSelect = select
        miscellaneousSelectMask = selectMask
        self.attributes = attributes
        self.attributesMask = attributesMask
        self.signer = signer
        self.product = product
        self.levels = levels
    }
}
