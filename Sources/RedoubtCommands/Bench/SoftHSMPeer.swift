import Foundation

/// The peer of the signer: SoftHSM 2 over PKCS #11, which a small C program calls in a loop.
enum SoftHSMPeer {
    private static let modules = [
        "/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so",
        "/usr/lib/pkcs11/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so",
    ]

    /// How many P-256 signatures it makes in a second, on one thread.
    ///
    /// - Parameters:
    ///   - clone: the repository with the program's source.
    ///   - seconds: for how long it is measured.
    /// - Returns: the rate of the fastest batch; nil if SoftHSM is not installed.
    /// - Throws: ``CommandFailure`` if the program cannot be compiled or fails.
    static func signaturesPerSecond(clone: String, seconds: Double) throws -> Double? {
        guard let module = modules.first(where: FileManager.default.fileExists) else { return nil }
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redoubt-bench-\(UUID().uuidString)")
        let tokens = folder.appendingPathComponent("tokens")
        try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appendingPathComponent("sign").path
        let source = "\(clone)/Benchmarks/Signer/pkcs11_sign.c"
        guard try Command.run("cc", ["-O2", source, "-o", program, "-ldl"]).status == 0 else {
            throw CommandFailure("cc could not compile \(source)")
        }
        let configuration = folder.appendingPathComponent("softhsm2.conf")
        let settings = """
            directories.tokendir = \(tokens.path)
            objectstore.backend = file
            log.level = ERROR

            """
        try Data(settings.utf8).write(to: configuration)
        let output = try Command.run(
            "env",
            ["SOFTHSM2_CONF=\(configuration.path)", program, module, "\(seconds)"]
        )
        let text = String(decoding: output.standardOutput, as: UTF8.self)
        guard output.status == 0,
            let rate = Double(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else {
            throw CommandFailure(
                "\(module) made no signatures: the program ended with \(output.status)"
            )
        }
        return rate
    }
}
