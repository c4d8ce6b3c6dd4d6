/// Where a JSON text is not what is expected.
struct JSONProblem: Error {
    let position: Int
}

/// A JSON object (RFC 8259) that was checked to its end, with its outermost members.
///
/// Stricter than JSON: the outermost names have no escapes and none is there twice, so that all readers of the object
/// agree on what it says there.
struct JSONObject {
    /// A member: its name without quotes, and its value as it is written.
    struct Member {
        let name: [UInt8]
        let value: [UInt8]
    }

    private(set) var members: [Member] = []
    private static let memberLimit = 64

    init(_ bytes: [UInt8]) throws(JSONProblem) {
        // A text that is no UTF-8 changes when it is decoded.
        guard String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes) else {
            throw JSONProblem(position: 0)
        }
        var reader = JSONReader(bytes)
        reader.skipSpace()
        try reader.expect(0x7B)
        reader.skipSpace()
        if !reader.accept(0x7D) {
            repeat {
                let member = try Self.member(&reader)
                guard self[member.name] == nil, members.count < Self.memberLimit else {
                    throw reader.problem
                }
                members.append(member)
            } while reader.accept(0x2C)
            try reader.expect(0x7D)
        }
        reader.skipSpace()
        guard reader.isAtEnd else { throw reader.problem }
    }

    /// The value of a name as it is written.
    subscript(name: String) -> [UInt8]? { self[Array(name.utf8)] }

    private subscript(name: [UInt8]) -> [UInt8]? {
        members.first { $0.name == name }?.value
    }

    private static func member(_ reader: inout JSONReader) throws(JSONProblem) -> Member {
        reader.skipSpace()
        let written = try reader.string()
        let name = Array(written.dropFirst().dropLast())
        guard !name.contains(0x5C) else { throw reader.problem }
        reader.skipSpace()
        try reader.expect(0x3A)
        reader.skipSpace()
        // The object itself is the first level.
        let value = try reader.value(depth: 2)
        reader.skipSpace()
        return Member(name: name, value: value)
    }
}
