internal import Foundation
internal import Glibc

extension MemorySearch {
    private static let filePieceBytes = 1 << 20

    /// Searches all that can be read of processes, and of the files in a folder: what is looked at after the
    /// enclave was put under stress.
    mutating func searchAftermath(of processes: [Int32], folder: String) {
        for process in processes {
            ProcessMemory.read(process, &self)
            DescriptorReopening.read(process, &self)
        }
        for file in Self.files(in: folder) { search(file: file) }
    }

    /// Searches a file, or a part of it.
    mutating func search(file path: String, _ part: Range<Int> = 0..<Int.max) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return fail(errno) }
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: Self.filePieceBytes)
        var offset = part.lowerBound
        while !isOver, offset < part.upperBound {
            let wanted = min(piece.count, part.upperBound - offset)
            let got = unsafe pread(file, &piece, wanted, off_t(offset))
            guard got > 0 else { return }
            examine(Array(piece.prefix(got)), "in \(path)")
            guard got == piece.count else { return }
            offset += got - SecretScanner.overlapBytes
        }
    }

    /// The regular files in a folder.
    static func files(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.map { "\(folder)/\($0)" }.filter { path in
            var status = stat()
            return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }
}
