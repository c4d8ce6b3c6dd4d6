/// What a level of TCB info asks for, as the text has it, before the version says how to read it.
struct PlatformLayout: Sendable {
    /// `sgxtcbcomponents`, of version 3.
    private var components: [UInt8]?
    /// `sgxtcbcomp01svn` to `sgxtcbcomp16svn`, of version 2; and how many of them there were.
    private var numbered = [UInt8](repeating: 0, count: Self.componentCount)
    private var numberedCount = 0
    /// `tdxtcbcomponents`.
    private var moduleComponents: [UInt8]?
    private var provisioningSecurityVersion: UInt16?

    private static let componentCount = 16

    init(_ reader: inout JSONReader) throws(Reason) {
        var layout = (
            components: [UInt8]?.none, moduleComponents: [UInt8]?.none, provisioning: UInt16?.none
        )
        var numbered = numbered
        var numberedCount = 0
        try reader.object { (reader, key) throws(Reason) in
            if reader.names(key, "sgxtcbcomponents") {
                layout.components = try Self.components(&reader)
            } else if reader.names(key, "tdxtcbcomponents") {
                layout.moduleComponents = try Self.components(&reader)
            } else if reader.names(key, "pcesvn") {
                layout.provisioning = UInt16(try reader.unsigned(limit: 0xffff))
            } else if let index = Self.index(reader, key) {
                numbered[index] = UInt8(try reader.unsigned(limit: 0xff))
                numberedCount += 1
            } else {
                try reader.skipValue()
            }
        }
        components = layout.components
        moduleComponents = layout.moduleComponents
        provisioningSecurityVersion = layout.provisioning
        self.numbered = numbered
        self.numberedCount = numberedCount
    }

    /// What is asked for, if the layout is the version's.
    func requirement(
        _ version: Int,
        _ tee: QuoteHeader.TrustedExecution,
        at location: Reason.Location
    ) throws(Reason) -> PlatformRequirement {
        let isNumbered = numberedCount == Self.componentCount
        let found = version == 2 ? (isNumbered ? numbered : nil) : components
        guard let found, let provisioningSecurityVersion, (tee == .sgx) || moduleComponents != nil
        else {
            throw Reason(
                .malformed,
                at: location,
                "A TCB level lacks the components or the pcesvn that version \(version) has."
            )
        }
        return PlatformRequirement(
            components: found,
            provisioningSecurityVersion: provisioningSecurityVersion,
            moduleComponents: tee == .tdx ? moduleComponents : nil
        )
    }

    private static func components(_ reader: inout JSONReader) throws(Reason) -> [UInt8] {
        var components: [UInt8] = []
        components.reserveCapacity(componentCount)
        try reader.array(limit: componentCount) { (reader) throws(Reason) in
            var value: Int?
            try reader.object { (reader, key) throws(Reason) in
                if reader.names(key, "svn") {
                    value = try reader.unsigned(limit: 0xff)
                } else {
                    try reader.skipValue()
                }
            }
            guard let value else { throw reader.malformed("a component lacks its svn") }
            components.append(UInt8(value))
        }
        guard components.count == componentCount else {
            throw reader.malformed("a level does not have \(componentCount) components")
        }
        return components
    }

    /// The index of `sgxtcbcompNNsvn`, counted from zero.
    private static func index(_ reader: JSONReader, _ key: JSONKey) -> Int? {
        let start = key.range.lowerBound
        guard !key.hasEscapes, key.range.count == 15,
            reader.bytes.equal(start..<(start + 10), Array("sgxtcbcomp".utf8)),
            reader.bytes.equal((start + 12)..<(start + 15), Array("svn".utf8)),
            let number = reader.bytes.decimal(start + 10, 2), (1...componentCount).contains(number)
        else { return nil }
        return number - 1
    }
}
