internal import Glibc
package import RedoubtControl

/// Why an enclave's statistics cannot be kept or read.
package enum StatisticsError: Error, Equatable, Sendable {
    /// A system call failed.
    case system(SystemError)
    /// The directory is another user's, or others may write to it.
    case unsafeDirectory(path: String, owner: UInt32, mode: UInt32, expectedOwner: UInt32)
    /// What is there is no file.
    case notAFile
    /// The file is larger than one can be.
    case tooLarge(limitBytes: Int)
    /// The file is not a statistics page.
    case noPage
    /// The page has another version.
    case otherVersion(UInt32)
    /// The page contradicts itself.
    case malformed(String)
}

extension StatisticsError {
    /// Whether nothing is there: no enclave has been launched by that user yet.
    package var isAbsence: Bool {
        guard case .system(let error) = self else { return false }
        return error.errno == ENOENT
    }
}

extension StatisticsError: CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    package var description: String {
        switch self {
        case .system(let error): error.description
        case .unsafeDirectory(let path, let owner, let mode, let expectedOwner):
            "\(path) belongs to user \(owner) and has mode \(String(mode, radix: 8)): it must belong to user "
                + "\(expectedOwner) and have mode 700; remove it, or let its owner do so"
        case .notAFile: "this is not a file"
        case .tooLarge(let limit): "this is larger than \(limit) bytes, the most that a page has"
        case .noPage: "this is not a statistics page"
        case .otherVersion(let version):
            "this is a statistics page of version \(version), and \(StatisticsLayout.version) is understood: use the "
                + "`redoubt` of the version that the host was built with"
        case .malformed(let problem): "this statistics page is malformed: \(problem)"
        }
    }
}
