/// A field of evidence, for people.
public struct EvidenceField: Hashable, Sendable {
    /// The field's name, as the maker's documents have it.
    public let name: String
    /// The value: a number, hexadecimal digits or text.
    public let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    init(_ name: String, _ bytes: [UInt8]) {
        self.init(name, Hexadecimal.encode(bytes))
    }

    init(_ name: String, _ number: some BinaryInteger) {
        self.init(name, String(number))
    }

    init(_ name: String, bits: some BinaryInteger) {
        self.init(name, "0x" + String(bits, radix: 16))
    }

    /// Fields as one JSON object.
    public static func json(_ fields: [EvidenceField]) -> [UInt8] {
        var object = JSONObject()
        for field in fields { object.add(field.name, field.value) }
        return object.bytes
    }
}
