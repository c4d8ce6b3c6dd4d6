/// A value in `enclave.json`, of whatever type it is.
enum ManifestValue: Decodable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// A number that is not whole, or too large for an `Int`.
    case number
    case string(String)
    case list
    case object

    init(from decoder: any Decoder) throws {
        if (try? decoder.container(keyedBy: ManifestName.self)) != nil {
            self = .object
            return
        }
        if (try? decoder.unkeyedContainer()) != nil {
            self = .list
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else {
            self = .number
        }
    }

    /// Its type, with an article.
    var typeName: String {
        switch self {
        case .null: "null"
        case .boolean: "a Boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

/// Any key of a JSON object.
struct ManifestName: CodingKey {
    let stringValue: String
    let intValue: Int? = nil
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
