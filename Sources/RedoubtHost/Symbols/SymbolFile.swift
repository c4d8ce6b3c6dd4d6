internal import Glibc
internal import RedoubtABI
internal import RedoubtControl
internal import RedoubtImage

/// The program with its symbols that `redoubt build` leaves beside the image of a debug enclave.
struct SymbolFile: Sendable {
    /// Why symbols cannot be used, and what to do.
    struct Problem: Error, Equatable {
        let text: String
    }

    /// Where it is, if there is one.
    let path: String
    private let image: String
    private let launched: FileVersion?

    static let limitBytes = 1 << 30

    /// Names the symbol file of an image.
    ///
    /// - Parameters:
    ///   - image: the path that the image was opened by.
    ///   - descriptor: the open image, as it is launched.
    init(image: String, descriptor: Int32) {
        path = image + ".debug"
        self.image = image
        launched = FileVersion(descriptor)
    }

    /// Makes sure that the symbols are those of the enclave that was launched, and that they can name an
    /// instruction.
    ///
    /// Reads both files: for a fault, not for a launch.
    func check(for instruction: UInt64) throws(Problem) {
        let symbols = try Self.read(
            path,
            missing: "\(path) is not there: copy it along with the image, or run `redoubt build`"
        ).bytes
        let image = try Self.read(
            image,
            missing: "\(self.image) is gone: run `redoubt build` and launch again"
        )
        guard image.version == launched else {
            throw Problem(text: "\(self.image) has changed since the launch: launch it again")
        }
        guard let program = try? ELFProgram(symbols), Self.matches(program, image: image.bytes)
        else {
            throw Problem(
                text:
                    "\(path) belongs to another build than the image: run `redoubt build` and launch "
                    + "again, or copy both files together"
            )
        }
        // Symbols also describe functions that the linker has dropped, at addresses near 0.
        guard Self.isCode(instruction, of: program) else {
            throw Problem(
                text: "the instruction is in no function, because the enclave jumped to what is no "
                    + "code, or the processor does not say where it was"
            )
        }
    }

    /// Whether a program is what an image was made of: the same bytes at the same addresses.
    static func matches(_ program: ELFProgram, image: [UInt8]) -> Bool {
        guard let image = try? EnclaveImage(image) else { return false }
        return program.entryOffset == image.entryOffset && program.segments == image.segments
    }

    private static func isCode(_ instruction: UInt64, of program: ELFProgram) -> Bool {
        let (offset, isBelow) = instruction.subtractingReportingOverflow(AddressSpace.enclave)
        return !isBelow
            && program.segments.contains {
                $0.permissions.contains(.execute) && $0.range.contains(Int(clamping: offset))
            }
    }

    private static func read(
        _ path: String,
        missing: String
    ) throws(Problem) -> (bytes: [UInt8], version: FileVersion) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let error = errno
            throw Problem(
                text: error == ENOENT
                    ? missing : "\(path): \(unsafe String(cString: strerror(error)))"
            )
        }
        let file = OwnedDescriptor(descriptor)
        guard let version = FileVersion(file.rawValue) else {
            throw Problem(text: "\(path) is not a file")
        }
        guard version.sizeBytes <= limitBytes else {
            throw Problem(text: "\(path) is larger than \(limitBytes) bytes")
        }
        let size = version.sizeBytes
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size, let start = buffer.baseAddress {
                // SAFETY: `start + count` leaves room for `size - count` bytes.
                let got = unsafe pread(file.rawValue, start + count, size - count, off_t(count))
                if got < 0 && errno == EINTR { continue }
                // What is cut short is no program, and no image.
                if got <= 0 { return }
                count += got
            }
        }
        return (bytes, version)
    }
}
