internal import Foundation
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtHost
internal import RedoubtKeys

/// Reads the root secret of the development mode, and derives the victim's keys from it.
///
/// Who the victim is comes from an enclave of the same image, which anybody can launch.
struct DevelopmentRootTheft: Attack {
    let name = "development-root"
    let aim = Aim.developmentRoot

    func run(on target: Target, for secret: SecretScanner) async -> Finding {
        var search = MemorySearch(secret)
        let copy = "\(target.folder)/stolen-root"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: target.developmentRoot)
            try FileManager.default.createDirectory(
                atPath: copy,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            return .nothing("the folder cannot be read")
        }
        for name in names {
            switch ProcessFiles.contents("\(target.developmentRoot)/\(name)", limitBytes: 4096) {
            case .failure(let failure): search.fail(failure.rawValue)
            case .success(let bytes):
                search.examine(bytes, "in the file \(name)")
                _ = FileManager.default.createFile(
                    atPath: "\(copy)/\(name)",
                    contents: Data(bytes),
                    attributes: [.posixPermissions: 0o600]
                )
            }
        }
        guard !target.isControl, search.readBytes > 0 else { return search.finding }
        do {
            let victim = try await OwnVictim.launch(for: target)
            let identity = victim.enclave.identity
            await victim.end()
            let pages = try KeyPages()
            try RootSecretFolder(copy).load().fill(pages, for: identity)
            pages.withBytes { bytes in
                unsafe search.examine(bytes, "derived from the stolen root secret")
            }
            pages.wipe()
        } catch {
            return .impossible("the keys cannot be derived: \(error)")
        }
        return search.finding
    }
}
