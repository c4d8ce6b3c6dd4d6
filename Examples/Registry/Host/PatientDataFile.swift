import Foundation
import RedoubtHost
import RegistryInterface

/// A file of patients, on its way into the enclave.
///
/// Only its owner's process reads it.
struct PatientDataFile {
    /// Fits into a message with its length.
    private static let partBytes = 32 << 10

    private let path: String

    /// Names a file.
    ///
    /// - Throws: ``DataFileError`` if it is not there.
    init(path: String) throws(DataFileError) {
        guard FileManager.default.isReadableFile(atPath: path) else {
            throw DataFileError(
                path: path,
                reason: "there is no such file that can be read",
                isMalformed: false
            )
        }
        self.path = path
    }

    /// Has the owner seal the file for the registry, and sends what was sealed, part by part.
    ///
    /// - Returns: what the owner believes of the enclave.
    /// - Throws: ``DataFileError`` if the registry does not accept what is in it, ``OwnerRefusal``, or what the call
    ///   throws.
    func load(into enclave: Enclave, by owner: DataOwner) async throws -> [String] {
        let registry = RegistryClient(enclave)
        let offer = try await enclave.attestedOffer(try await registry.offer(nonce: []))
        let (envelope, findings) = try await owner.seal(path, for: enclave, offer: offer)
        do {
            try await registry.beginLoad()
            for start in stride(from: 0, to: envelope.count, by: Self.partBytes) {
                let end = min(start + Self.partBytes, envelope.count)
                try await registry.append(Array(envelope[start..<end]))
            }
            _ = try await registry.finishLoad()
        } catch let error as RegistryError {
            throw DataFileError(path: path, reason: error.description, isMalformed: true)
        }
        return findings
    }
}

/// A file that could not be read, or that the registry does not accept.
struct DataFileError: Error, CustomStringConvertible {
    let path: String
    let reason: String
    let isMalformed: Bool

    var description: String { "\(path): \(reason)" }
}
