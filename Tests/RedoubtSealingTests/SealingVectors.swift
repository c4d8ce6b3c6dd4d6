import CRedoubtABI
import EnclaveTesting
import Foundation
import RedoubtSealing

/// What `make_vectors.py` computed, with no code of ours.
struct SealingVectors: Decodable {
    struct Set: Decodable {
        let version: UInt16
        let debug: Bool
        /// The C struct, without the zeros at its end.
        let keys: String
        let blobs: [Blob]
    }

    struct Blob: Decodable {
        let policy: String
        let epoch: UInt32
        let version: UInt16
        let context: String
        let content: String
        let policyKey: String
        let blob: String
    }

    let sets: [Set]

    static let folder = repository.appendingPathComponent("Tests/RedoubtSealingTests/Vectors")

    static func read() throws -> SealingVectors {
        try JSONDecoder().decode(
            SealingVectors.self,
            from: Data(contentsOf: folder.appendingPathComponent("sealing.json"))
        )
    }
}

extension SealingVectors.Set {
    var platformKeys: PlatformKeys {
        let bytes = keys.hexadecimalBytes
        let size = MemoryLayout<redoubt_keys>.size
        return PlatformKeys(
            memory: bytes + [UInt8](repeating: 0, count: size - bytes.count),
            isDevelopment: true
        )
    }
}
