import Foundation
import RedoubtABI
import RedoubtControl

@testable import RedoubtKeys

/// What `Vectors/derive.py` has computed.
struct KeyVector: Decodable {
    struct Identity: Decodable {
        let measurement: String
        let signer: String
        let product: String
        let family: String
        let securityVersion: UInt16
        let imageVersion: UInt32
        let debug: Bool
    }
    let epochs: [UInt32]
    let roots: [String]
    let platform: String
    let identity: Identity
    /// The beginning of `redoubt_keys`, all that is not zero.
    let keys: String

    static func all() throws -> [KeyVector] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Vectors/keys.json")
        return try JSONDecoder().decode([KeyVector].self, from: Data(contentsOf: file))
    }
}

/// The bytes of hexadecimal digits.
func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
}

/// Root secrets with known bytes.
func rootSecrets(_ roots: [[UInt8]], epochs: [UInt32], platform: PlatformID) -> RootSecrets {
    let secrets = RootSecrets(
        RootSummary(platform: platform, epochs: epochs, droppedEpochs: [])
    )
    for (index, root) in roots.enumerated() {
        unsafe secrets.withPlace(index) { unsafe $0.copyBytes(from: root) }
    }
    return secrets
}

/// What an enclave is given.
func givenKeys(
    _ secrets: borrowing RootSecrets,
    to identity: EnclaveIdentity
) throws -> [UInt8] {
    let pages = try KeyPages()
    secrets.fill(pages, for: identity)
    return pages.withBytes { unsafe Array($0) }
}
