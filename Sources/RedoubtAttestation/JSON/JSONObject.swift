/// Writes a JSON object, member by member.
struct JSONObject {
    private var members: [UInt8] = []

    /// The object's text.
    var bytes: [UInt8] { [UInt8(ascii: "{")] + members + [UInt8(ascii: "}")] }

    /// Adds a member whose value is JSON already.
    mutating func add(_ name: String, json: [UInt8]) {
        if !members.isEmpty { members.append(UInt8(ascii: ",")) }
        members += JSONText.quoted(name.utf8) + [UInt8(ascii: ":")] + json
    }

    /// Adds a string, unless there is none.
    mutating func add(_ name: String, _ value: String?) {
        if let value { add(name, json: JSONText.quoted(value.utf8)) }
    }

    /// Adds a number, unless there is none.
    mutating func add(_ name: String, _ value: UInt64?) {
        if let value { add(name, json: Array(String(value).utf8)) }
    }

    /// Adds a boolean, unless there is none.
    mutating func add(_ name: String, _ value: Bool?) {
        if let value { add(name, json: Array((value ? "true" : "false").utf8)) }
    }

    /// Adds an object.
    mutating func add(_ name: String, _ value: JSONObject) {
        add(name, json: value.bytes)
    }

    /// Adds a list of strings.
    mutating func add(_ name: String, _ values: [String]) {
        add(name, elements: values.map { JSONText.quoted($0.utf8) })
    }

    /// Adds a list of values that are JSON already.
    mutating func add(_ name: String, elements: [[UInt8]]) {
        add(
            name,
            json: [UInt8(ascii: "[")] + elements.joined(separator: [UInt8(ascii: ",")])
                + [UInt8(ascii: "]")]
        )
    }
}
