import Foundation
import RedoubtImage

/// `enclave.json`, beside an enclave's sources: what the enclave declares about itself.
///
/// JSON with comments and trailing commas (JSON5). All keys are optional, and so is the file.
enum EnclaveManifest {
    static let fileName = "enclave.json"

    private enum Key: String, CaseIterable {
        case threads, heapBytes, stackBytes, channelBytes, debug
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Contents: Decodable {
        var configuration = EnclaveConfiguration()

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            func value<Value: Decodable>(_ key: AnyKey, _ kind: String) throws -> Value {
                guard let value = try? container.decode(Value.self, forKey: key) else {
                    throw CommandFailure("\"\(key.stringValue)\" must be \(kind)")
                }
                return value
            }
            func number(_ key: AnyKey) throws -> Int { try value(key, "a whole number") }
            for key in container.allKeys {
                switch Key(rawValue: key.stringValue) {
                case .threads:
                    configuration.threadCount = try number(key)
                case .heapBytes:
                    configuration.heapBytes = try number(key)
                case .stackBytes:
                    configuration.stackBytes = try number(key)
                case .channelBytes:
                    configuration.channelBytes = try number(key)
                case .debug:
                    configuration.allowsDebug = try value(key, "true or false")
                case nil:
                    throw CommandFailure(
                        "unknown key \"\(key.stringValue)\"; known are "
                            + Key.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
                    )
                }
            }
        }
    }

    /// Reads the file in a folder; without one, the defaults.
    static func read(in directory: String) throws -> EnclaveConfiguration {
        let path = "\(directory)/\(fileName)"
        guard let data = FileManager.default.contents(atPath: path) else {
            return EnclaveConfiguration()
        }
        let configuration = try parse(data, path: path)
        do throws(ImageError) {
            try configuration.validate()
        } catch {
            throw CommandFailure("\(path): \(error)")
        }
        return configuration
    }

    static func parse(_ data: Data, path: String) throws -> EnclaveConfiguration {
        guard data.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return EnclaveConfiguration()
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            return try decoder.decode(Contents.self, from: data).configuration
        } catch let failure as CommandFailure {
            throw CommandFailure("\(path): \(failure)")
        } catch DecodingError.typeMismatch, DecodingError.valueNotFound {
            throw CommandFailure("\(path): must be an object, { … }")
        } catch DecodingError.dataCorrupted(let context) {
            throw CommandFailure(
                "\(path): not JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
            )
        }
    }
}
