import EnclaveTesting
import Foundation
import RedoubtImage

/// An image's file that goes with this value.
final class TemporaryImage: Sendable {
    let path: String

    init(_ bytes: [UInt8]) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-\(UUID().uuidString).enclave").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The fixture's image.
func fixtureImage() async throws -> EnclaveImage {
    try EnclaveImage(try await imageBytes("FixtureEnclave"))
}

/// The bytes of one of this repository's images.
func imageBytes(_ product: String) async throws -> [UInt8] {
    let path = try await enclaveImage(product)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}
