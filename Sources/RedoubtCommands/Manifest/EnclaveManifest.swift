import Foundation
import RedoubtImage

/// `enclave.json`, beside an enclave's sources: what the enclave declares about itself.
///
/// JSON with comments and trailing commas (JSON5). All keys are optional, and so is the file. What they are, says
/// ``ManifestKey/all``.
enum EnclaveManifest {
    static let fileName = "enclave.json"
    /// The largest file that is read.
    static let limitBytes = 1 << 20

    /// Reads the file in a folder; without one, the defaults.
    static func read(in directory: String) throws -> EnclaveConfiguration {
        let path = "\(directory)/\(fileName)"
        guard let file = try InputFile(ifPresent: path, "an enclave.json", limitBytes: limitBytes)
        else { return EnclaveConfiguration() }
        return try parse(Data(file.bytes), path: path)
    }

    /// Reads the file's contents.
    ///
    /// - Parameters:
    ///   - data: the contents; without any, all is as by default.
    ///   - path: names the file in failures.
    /// - Returns: a configuration within its limits.
    /// - Throws: ``CommandFailure`` naming the file, and the key and its line where they can be told.
    static func parse(_ data: Data, path: String) throws -> EnclaveConfiguration {
        var bytes = Array(data)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        // With zeros in it, it would be taken for UTF-16 or UTF-32.
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            throw CommandFailure("\(path): not JSON: this is not text in UTF-8")
        }
        guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
            return EnclaveConfiguration()
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        let contents: Contents
        do {
            contents = try decoder.decode(Contents.self, from: Data(bytes))
        } catch DecodingError.typeMismatch, DecodingError.valueNotFound {
            throw CommandFailure("\(path): must be an object, { … }")
        } catch DecodingError.dataCorrupted(let context) {
            throw CommandFailure(
                "\(path): not JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
            )
        }
        return try configuration(contents, ManifestText(bytes), path: path)
    }

    private struct Contents: Decodable {
        let values: [(name: String, value: ManifestValue)]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: ManifestName.self)
            values = try container.allKeys.map { name in
                (name.stringValue, try container.decode(ManifestValue.self, forKey: name))
            }
        }
    }

    private static func configuration(
        _ contents: Contents,
        _ text: ManifestText,
        path: String
    ) throws -> EnclaveConfiguration {
        // The decoder forgets all but one of the entries of a key.
        if let repetition = repetition(in: text) {
            throw CommandFailure("\(path): \(repetition): keep one of them")
        }
        // Were one of them read as another key, nobody could tell whether it stands there twice.
        guard Set(text.entries.map(\.name)) == Set(contents.values.map(\.name)) else {
            throw CommandFailure(
                "\(path): the keys cannot be told from each other: write each as in \"threads\": 1, between "
                    + "quotation marks and on a line of its own"
            )
        }
        var configuration = EnclaveConfiguration()
        for (place, name, value) in inOrder(contents, text) {
            do {
                try set(name, value, text, in: &configuration)
            } catch {
                let line = place.map { "line \(text.entries[$0].line): " } ?? ""
                throw CommandFailure("\(path): \(line)\(error)")
            }
        }
        do throws(ImageError) {
            try configuration.validate()
        } catch {
            throw CommandFailure("\(path): \(togetherWrong(configuration, error))")
        }
        return configuration
    }

    /// The values in the order of the file, which the decoder does not keep: the first mistake is reported.
    private static func inOrder(
        _ contents: Contents,
        _ text: ManifestText
    ) -> [(place: Int?, name: String, value: ManifestValue)] {
        contents.values.map { name, value in
            (text.entries.firstIndex { $0.name == name }, name, value)
        }.sorted { ($0.place ?? 0) < ($1.place ?? 0) }
    }

    private static func repetition(in text: ManifestText) -> String? {
        var lines: [String: Int] = [:]
        for entry in text.entries {
            if let first = lines[entry.name] {
                return
                    "line \(entry.line): \"\(shortened(entry.name))\" stands on line \(first) already"
            }
            lines[entry.name] = entry.line
        }
        return nil
    }

    private static func set(
        _ name: String,
        _ value: ManifestValue,
        _ text: ManifestText,
        in configuration: inout EnclaveConfiguration
    ) throws {
        guard let key = ManifestKey.named(name) else {
            let known = ManifestKey.all.map { "\"\($0.name)\"" }.joined(separator: ", ")
            let meant = ManifestKey.nearest(to: name).map { ": did you mean \"\($0.name)\"? Known" }
            throw CommandFailure(
                "unknown key \"\(shortened(name))\"\(meant ?? "; known") are \(known)"
            )
        }
        let spelling = text.entry(name)?.value ?? ""
        guard key.set(value, spelled: spelling, in: &configuration) else {
            let found = spelling.isEmpty ? value.typeName : shortened(spelling)
            throw CommandFailure("\"\(name)\" must be \(key.expectation), and is \(found)")
        }
    }

    /// Each value is within its limits, and yet they do not go together.
    private static func togetherWrong(
        _ configuration: EnclaveConfiguration,
        _ error: ImageError
    ) -> String {
        guard case .configuration("heapBytes", let value, let limits) = error else {
            return "\(error)"
        }
        return
            "\"heapBytes\" is \(value), but \(configuration.threadCount) threads with messages of "
            + "\(configuration.channelBytes) bytes need at least \(limits.lowerBound), because each keeps a copy "
            + "of what it received: raise \"heapBytes\", or lower \"threads\" or \"channelBytes\""
    }

    private static func shortened(_ text: String) -> String {
        text.count <= 64 ? text : text.prefix(64) + "…"
    }
}
