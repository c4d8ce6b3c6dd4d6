internal import FoundationEssentials

/// `redoubtd.json`: the limits that a machine's administrator sets.
///
/// JSON with comments and trailing commas (JSON5). All keys are optional, and so is the file.
public enum LimitsFile {
    /// Where an installation has it.
    public static let standardPath = "/etc/redoubt/redoubtd.json"
    /// The largest file that is read.
    static let sizeLimitBytes = 64 << 10

    private enum Key: String, CaseIterable {
        case enclavesPerUser, enclaves, secureMemoryPerUser, secureMemory
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private struct Changes: Decodable {
        var apply: [@Sendable (inout PlatformLimits) -> Void] = []

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: AnyKey.self)
            for name in container.allKeys {
                guard let key = Key(rawValue: name.stringValue) else {
                    throw PlatformFailure(
                        "unknown key \"\(name.stringValue)\"; known are "
                            + Key.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
                    )
                }
                switch key {
                case .enclavesPerUser, .enclaves:
                    guard let count = try? container.decode(Int.self, forKey: name),
                        (0...65_536).contains(count)
                    else {
                        throw PlatformFailure(
                            "\"\(name.stringValue)\" must be a whole number from 0 to 65536"
                        )
                    }
                    apply.append { limits in
                        if key == .enclaves {
                            limits.enclaves = count
                        } else {
                            limits.enclavesPerUser = count
                        }
                    }
                case .secureMemoryPerUser, .secureMemory:
                    let number = try? container.decode(UInt64.self, forKey: name)
                    let text = try? container.decode(String.self, forKey: name)
                    guard let bytes = number ?? text.flatMap(SecureMemoryPreset.bytes(from:)),
                        bytes <= UInt64(Int64.max)
                    else {
                        let presets = SecureMemoryPreset.allCases.map(\.rawValue)
                        throw PlatformFailure(
                            "\"\(name.stringValue)\" must be a number of bytes, a size such as \"168 MiB\", or one "
                                + "of the presets \(presets.joined(separator: ", "))"
                        )
                    }
                    apply.append { limits in
                        if key == .secureMemory {
                            limits.secureMemory = bytes
                        } else {
                            limits.secureMemoryPerUser = bytes
                        }
                    }
                }
            }
        }
    }

    /// Changes the limits as the file says; without one, not at all.
    ///
    /// - Throws: ``PlatformFailure`` if the file cannot be read, or says what is no limit.
    public static func apply(_ path: String, to limits: inout PlatformLimits) throws {
        let data: Data
        do {
            guard FileManager.default.fileExists(atPath: path) else { return }
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw PlatformFailure("\(path) cannot be read: \(error)")
        }
        try apply(data, path: path, to: &limits)
    }

    /// Changes the limits as the bytes of a file say.
    ///
    /// - Throws: as ``apply(_:to:)-(String,_)``.
    static func apply(_ data: Data, path: String, to limits: inout PlatformLimits) throws {
        guard data.count <= sizeLimitBytes else {
            throw PlatformFailure("\(path) is larger than \(sizeLimitBytes) bytes")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            for change in try decoder.decode(Changes.self, from: data).apply { change(&limits) }
        } catch let failure as PlatformFailure {
            throw PlatformFailure("\(path): \(failure)")
        } catch DecodingError.dataCorrupted(let context) {
            throw PlatformFailure(
                "\(path): not JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
            )
        } catch {
            throw PlatformFailure("\(path): must be an object, { … }")
        }
    }
}
