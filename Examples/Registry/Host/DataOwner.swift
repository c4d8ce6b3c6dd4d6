import Foundation
import RedoubtHost

/// The owner of the patients' file: a process of its own, on a machine of its own outside of a demonstration.
///
/// It is given the enclave's offer, checks the evidence, and seals the file for the enclave. This process never opens the
/// file, and sees what was sealed alone.
struct DataOwner {
    /// What the enclave calls the data that it wants.
    private static let purpose = "patients"
    private let folder: URL
    private let program: URL

    /// Makes a folder for what is handed over, which ``end()`` removes.
    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("registry-\(UUID().uuidString)")
        let this = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        program = URL(fileURLWithPath: this).deletingLastPathComponent()
            .appendingPathComponent("redoubt")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    func end() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Has the owner seal a file for an enclave.
    ///
    /// - Returns: the envelope, and what the owner believes of the enclave.
    /// - Throws: ``OwnerRefusal`` with all that the owner says.
    func seal(
        _ path: String,
        for enclave: Enclave,
        offer: [UInt8]
    ) async throws -> (envelope: [UInt8], findings: [String]) {
        let offerFile = folder.appendingPathComponent("offer.bin")
        try Data(offer).write(to: offerFile)
        // An owner who is elsewhere has the platform's key from whoever runs the platform, never from the host.
        let isDevelopment = enclave.platformMode == .development
        let key = try await run(["platform", "key"] + (isDevelopment ? ["--development"] : []))
        let keyFile = folder.appendingPathComponent("platform.pem")
        try Data(key.utf8).write(to: keyFile)
        let output = folder.appendingPathComponent("patients.sealed")
        var arguments = [
            "provision", offerFile.path, path, "--platform-key", keyFile.path, "--purpose",
            Self.purpose, "--signer", "\(enclave.identity.signer)", "--maximum-age", "300",
            "-o", output.path,
        ]
        if isDevelopment || enclave.identity.isDevelopment {
            arguments.append("--allow-development")
        }
        let findings = try await run(arguments)
        return (
            [UInt8](try Data(contentsOf: output)), findings.split(separator: "\n").map(String.init)
        )
    }

    private func run(_ arguments: [String]) async throws -> String {
        let printed = folder.appendingPathComponent("printed")
        _ = FileManager.default.createFile(atPath: printed.path, contents: nil)
        let output = try FileHandle(forWritingTo: printed)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        let status = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        try output.close()
        let text = String(decoding: try Data(contentsOf: printed), as: UTF8.self)
        guard status == 0 else { throw OwnerRefusal(findings: text) }
        return text
    }
}

/// The owner does not trust the enclave, or cannot seal.
struct OwnerRefusal: Error, CustomStringConvertible {
    let findings: String

    var description: String { "the owner of the data sealed nothing: \(findings)" }
}
