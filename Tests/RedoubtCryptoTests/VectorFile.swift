import EnclaveTesting
import Foundation

/// Reads a file of test vectors.
func vectors<Contents: Decodable>(_ name: String, as type: Contents.Type) throws -> Contents {
    let file = repository.appendingPathComponent("Tests/RedoubtCryptoTests/Vectors/\(name).json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
}

/// Bytes in hexadecimal.
struct Hexadecimal: Decodable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = try container.decode(String.self).map(\.hexDigitValue)
        guard digits.count % 2 == 0, !digits.contains(nil) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not hexadecimal"
            )
        }
        let values = digits.compactMap(\.self)
        bytes = stride(from: 0, to: values.count, by: 2).map {
            UInt8(values[$0] << 4 | values[$0 + 1])
        }
    }
}

/// A file of Project Wycheproof's.
struct Wycheproof<Group: Decodable>: Decodable {
    let numberOfTests: Int
    let testGroups: [Group]
}

/// What an implementation should say.
enum Verdict: String, Decodable {
    case valid, invalid
    /// An implementation may do the one or the other.
    case acceptable
}
