import Foundation
import RedoubtControl
import RedoubtCrypto
import RedoubtDeliveryInterface
import RedoubtKeys

/// A platform with root secrets of its own, and enclaves that only tests have.
final class MadeUpPlatform {
    let folder: String

    private static func newPath() -> String {
        FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-root-\(UUID().uuidString)").path
    }

    init() throws {
        folder = Self.newPath()
        _ = try RootSecretFolder(folder).load()
    }

    /// A platform whose secret is known.
    init(root: [UInt8], platform: [UInt8]) throws {
        folder = Self.newPath()
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for (name, bytes) in [("1", root), ("platform", platform)] {
            _ = FileManager.default.createFile(
                atPath: "\(folder)/\(name)",
                contents: Data(bytes),
                attributes: [.posixPermissions: 0o600]
            )
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The public key in PEM, made with nothing of what prints it.
    func publicKey() throws -> [UInt8] {
        let key = EvidenceKey(try RootSecretFolder(folder).load()).publicKey
        let text = Data(key).base64EncodedString()
        return Array("-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----\n".utf8)
    }

    func rotate() throws { _ = try RootSecretFolder(folder).rotate() }

    /// The body of an enclave's report on this platform.
    func body() throws -> ReportBody {
        var body = ReportBody()
        body.isolation = 2
        body.memory = 2
        body.mode = 2
        body.securityVersion = 0x0305
        body.imageVersion = 0x0102_0304
        body.platform = try file("platform")
        body.measurement = [UInt8](repeating: 0x11, count: 32)
        body.signer = [UInt8](repeating: 0x22, count: 32)
        body.product = [UInt8](repeating: 0x33, count: 16)
        body.family = [UInt8](repeating: 0x44, count: 16)
        return body
    }

    /// A report as the enclave makes it: the key is derived here from the specification alone.
    func report(
        _ body: ReportBody,
        data: [UInt8] = [UInt8](repeating: 0x55, count: 64),
        epoch: Int = 1
    ) throws -> [UInt8] {
        var message = Array("redoubt report key v1".utf8)
        message += body.measurement + body.signer + body.product + body.family
        message += [
            UInt8(truncatingIfNeeded: body.securityVersion), UInt8(body.securityVersion >> 8),
        ]
        message += (0..<4).map { UInt8(truncatingIfNeeded: body.imageVersion >> (8 * $0)) }
        message.append(body.isDebug ? 1 : 0)
        let root = SymmetricKey(data: try file("\(epoch)"))
        let key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: message, using: root))
        let bytes = body.bytes(with: data)
        return bytes + Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// What the platform says of a report.
    func evidence(
        _ report: [UInt8],
        isDevelopment: Bool = false,
        at time: Int64 = 1_700_000_000
    ) throws -> [UInt8] {
        try RootSecretFolder(folder).load()
            .evidence(of: report, isDevelopment: isDevelopment, at: time)
    }

    private func file(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }
}
