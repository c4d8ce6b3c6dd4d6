import EnclaveTesting
import Foundation
import RedoubtDeliveryInterface

/// What `make_vectors.py` computed, with no code of ours.
struct DeliveryVectors: Decodable {
    struct Vector: Decodable {
        let purpose: String
        let time: Int64
        let securityVersion: UInt16
        let imageVersion: UInt32
        let isDebug: Bool
        let isolation: UInt8
        let memory: UInt8
        let mode: UInt8
        let root: Bytes
        let platform: Bytes
        let measurement: Bytes
        let signer: Bytes
        let product: Bytes
        let family: Bytes
        let privateKey: Bytes
        let publicKey: Bytes
        let nonce: Bytes
        let reportData: Bytes
        let report: Bytes
        let platformKey: Bytes
        let evidence: Bytes
        let reportOffer: Bytes
        let evidenceOffer: Bytes
        let content: Bytes
        let envelope: Bytes
    }

    /// Bytes that the file has as hexadecimal digits.
    struct Bytes: Decodable {
        let bytes: [UInt8]

        init(from decoder: any Decoder) throws {
            bytes = try decoder.singleValueContainer().decode(String.self).hexadecimalBytes
        }
    }

    let vectors: [Vector]

    static let folder = repository.appendingPathComponent("Tests/RedoubtDeliveryTests/Vectors")

    static func read() throws -> [Vector] {
        try JSONDecoder().decode(
            DeliveryVectors.self,
            from: Data(contentsOf: folder.appendingPathComponent("delivery.json"))
        ).vectors
    }
}

extension DeliveryVectors.Vector {
    /// The body of the enclave's report.
    var body: ReportBody {
        var body = ReportBody()
        body.isDebug = isDebug
        body.isolation = isolation
        body.memory = memory
        body.mode = mode
        body.securityVersion = securityVersion
        body.imageVersion = imageVersion
        body.platform = platform.bytes
        body.measurement = measurement.bytes
        body.signer = signer.bytes
        body.product = product.bytes
        body.family = family.bytes
        return body
    }
}
