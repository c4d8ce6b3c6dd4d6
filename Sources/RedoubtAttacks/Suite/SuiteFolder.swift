internal import CRedoubtAttacks
internal import Foundation
internal import Glibc

/// A folder of the suite's own: copies of image and monitor that every user can read, and a working folder for
/// each user.
final class SuiteFolder {
    let path: String
    let image: String
    let monitor: String
    /// What workers print on standard error; quoted when one cannot start.
    let errors: Int32

    init(image: String, monitor: String) throws {
        let files = FileManager.default
        path =
            files.temporaryDirectory
            .appendingPathComponent("redoubt-attack-\(UUID().uuidString)").path
        self.image = "\(path)/image"
        self.monitor = "\(path)/redoubt-monitor"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
        try files.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: attributes
        )
        errors = unsafe open("\(path)/errors", O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        for (source, copy) in [(image, self.image), (monitor, self.monitor)] {
            try files.copyItem(atPath: source, toPath: copy)
        }
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: self.image)
        try files.setAttributes(attributes, ofItemAtPath: self.monitor)
    }

    deinit {
        close(errors)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes a user with a folder to work in; nil is the user that the suite runs as.
    func makeUser(_ number: UInt32?) throws -> WorkerUser {
        let folder = "\(path)/user-\(number.map(String.init) ?? "same")"
        let smallDisk = "\(folder)/small"
        try FileManager.default.createDirectory(
            atPath: smallDisk,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        guard let number else {
            return WorkerUser(
                number: nil,
                folder: folder,
                kvmDevice: nil,
                smallDisk: geteuid() == 0 ? smallDisk : nil
            )
        }
        guard unsafe chown(folder, number, number) == 0 else {
            throw SuiteError("chown \(folder): \(unsafe String(cString: strerror(errno)))")
        }
        let device = "\(path)/kvm"
        // One node for all users; a second attempt finds it there.
        _ = unsafe redoubt_attacks_copy_device("/dev/kvm", device)
        let hasDevice = unsafe access(device, F_OK) == 0
        return WorkerUser(
            number: number,
            folder: folder,
            kvmDevice: hasDevice ? device : nil,
            smallDisk: smallDisk
        )
    }

    /// The last of what workers have printed on standard error.
    var lastErrors: String {
        let bytes = FileManager.default.contents(atPath: "\(path)/errors") ?? Data()
        return String(decoding: bytes.suffix(2_000), as: UTF8.self)
    }
}
