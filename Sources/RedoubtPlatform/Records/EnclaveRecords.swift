internal import FoundationEssentials
internal import Glibc
internal import RedoubtControl

/// The records of running enclaves: a file for each, in the service's state folder.
///
/// They describe processes, which do not outlive the machine's run, so nothing waits for the disk.
struct EnclaveRecords: Sendable {
    private let folder: String
    /// The largest file that is read.
    private static let sizeLimitBytes = 4_096

    /// Uses a folder, and makes it if it is not there.
    init(folder: String) throws(SystemError) {
        self.folder = folder
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw SystemError("mkdir \(folder)", errno: errno)
        }
    }

    /// Writes a record; it is there as a whole or not at all.
    func add(_ record: EnclaveRecord) throws {
        let path = path(of: record.number)
        let bytes = try JSONEncoder().encode(record)
        let file = unsafe open("\(path).new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemError("open \(path)", errno: errno) }
        let written = unsafe bytes.withUnsafeBytes { buffer in
            unsafe write(file, buffer.baseAddress, buffer.count)
        }
        close(file)
        guard written == bytes.count, unsafe rename("\(path).new", path) == 0 else {
            let failure = errno
            _ = unsafe unlink("\(path).new")
            throw SystemError("writing \(path)", errno: failure)
        }
    }

    /// Removes a record.
    func remove(_ number: UInt64) {
        _ = unsafe unlink(path(of: number))
    }

    /// All records that can be read; the files of others are removed.
    func all() -> [EnclaveRecord] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            let path = "\(folder)/\(name)"
            guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)),
                bytes.count <= Self.sizeLimitBytes,
                let record = try? JSONDecoder().decode(EnclaveRecord.self, from: bytes),
                self.path(of: record.number) == path
            else {
                _ = unsafe unlink(path)
                return nil
            }
            return record
        }
    }

    private func path(of number: UInt64) -> String {
        "\(folder)/\(String(number, radix: 16)).json"
    }
}
