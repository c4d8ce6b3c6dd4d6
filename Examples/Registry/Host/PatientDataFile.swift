import Foundation
import RedoubtHost
import RegistryInterface

/// A file of patients, on its way into the enclave.
struct PatientDataFile {
    /// Fits into a message with its length.
    private static let partBytes = 32 << 10

    private let path: String
    private let bytes: [UInt8]

    /// Reads the file.
    ///
    /// - Throws: ``DataFileError`` with the system's reason.
    init(path: String) throws(DataFileError) {
        self.path = path
        do {
            bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw DataFileError(path: path, reason: error.localizedDescription, isMalformed: false)
        }
    }

    private init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// The same, with the first patients only.
    func prefix(_ count: Int) -> PatientDataFile {
        let lines = bytes.split(separator: UInt8(ascii: "\n")).dropFirst().prefix(count)
        let header = Array("\(lines.count),30,malignant,benign".utf8)
        let text = Array(([header] + lines.map(Array.init)).joined(separator: [UInt8(ascii: "\n")]))
        return PatientDataFile(path: "the first \(count) patients of \(path)", bytes: text)
    }

    /// Sends the file to the registry, part by part.
    ///
    /// - Throws: ``DataFileError`` if the registry does not accept what is in it, or what the call
    ///   throws.
    func load(into registry: RegistryClient<Enclave>) async throws {
        do {
            try await registry.beginLoad()
            for start in stride(from: 0, to: bytes.count, by: Self.partBytes) {
                let end = min(start + Self.partBytes, bytes.count)
                try await registry.append(Array(bytes[start..<end]))
            }
            _ = try await registry.finishLoad()
        } catch let error as RegistryError {
            throw DataFileError(path: path, reason: error.description, isMalformed: true)
        }
    }
}

/// A file that could not be read, or that the registry does not accept.
struct DataFileError: Error, CustomStringConvertible {
    let path: String
    let reason: String
    let isMalformed: Bool

    var description: String { "\(path): \(reason)" }
}
