// The host's side. Nothing of it is compiled for an enclave.
#if !hasFeature(Embedded)
internal import Glibc
internal import RedoubtABI
internal import RedoubtControl

/// A folder in which a host keeps what the sealed stores of its enclaves write.
///
/// ```swift
/// let folder = try SealedFolder(path: "/var/lib/registry")
/// options.handlers.append(SealedStorageDispatcher(folder))
/// ```
///
/// One file for each record. A file is written beside its place, synchronized (`fsync`), and renamed into it
/// (`rename`), so that it is there as a whole or not at all. The folder is locked (`flock`) for as long as this object
/// lives.
public final class SealedFolder: SealedStorageHandler {
    private let folder: OwnedFolder
    /// The largest file that is read or written, in bytes.
    public static let fileLimitBytes = 64 << 20

    /// Opens a folder, and makes it if there is none, with mode 0700.
    ///
    /// - Throws: ``SealedFolderError`` if it cannot be opened or written to, or is in use.
    public init(path: String) throws(SealedFolderError) {
        folder = try OwnedFolder(path)
    }

    /// Reads a file; nil if there is none.
    public func read(_ name: String) async throws -> [UInt8]? {
        let folder = folder
        return try await onThread { () throws(SealedFolderError) in try folder.read(name) }
    }

    /// Puts a file in the place of another of the name.
    public func write(_ name: String, _ bytes: [UInt8]) async throws {
        let folder = folder
        try await onThread { () throws(SealedFolderError) in try folder.write(name, bytes) }
    }

    /// Removes a file.
    public func remove(_ name: String) async throws {
        let folder = folder
        try await onThread { () throws(SealedFolderError) in try folder.remove(name) }
    }

    /// Lists files.
    public func names(_ prefix: String, after name: String) async throws -> [String] {
        let folder = folder
        return try await onThread { () throws(SealedFolderError) in
            try folder.names(prefix, after: name)
        }
    }

    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws(SealedFolderError) -> Value
    ) async throws(SealedFolderError) -> Value {
        let result: Result<Value, SealedFolderError> = await withCheckedContinuation { waiting in
            do throws(SystemError) {
                try SystemThread.start {
                    do throws(SealedFolderError) {
                        waiting.resume(returning: .success(try body()))
                    } catch {
                        waiting.resume(returning: .failure(error))
                    }
                }
            } catch {
                let failure = SealedFolderError(description: error.description)
                waiting.resume(returning: .failure(failure))
            }
        }
        return try result.get()
    }
}

/// Why a folder cannot keep what an enclave writes.
public struct SealedFolderError: Error, Sendable, CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    public let description: String
}

extension SealedFolderError {
    init(_ operation: String, _ path: String, errno: Int32) {
        description =
            "\(VisibleText.of(path)): \(SystemError(operation, errno: errno)): the folder must be there for this "
            + "user to write to, with room for what enclaves seal"
    }
}
#endif
