internal import AttackInterface
internal import Glibc

/// Searches memory that is read piece by piece.
struct MemorySearch {
    private static let pieceBytes = 1 << 20
    private static let pageBytes: UInt64 = 4096
    private(set) var scanner: SecretScanner
    /// What was read in all.
    private(set) var readBytes = 0
    /// Why the last read failed.
    private(set) var lastError: Int32 = 0
    /// What was found, in which form and where.
    private(set) var found: [HeldSecret: String] = [:]
    /// Whether anything was found.
    var isFound: Bool { !found.isEmpty }
    /// Whether there is nothing left to look for.
    var isOver: Bool { found.count == HeldSecret.allCases.count }

    init(_ scanner: SecretScanner) {
        self.scanner = scanner
    }

    /// Reads the areas of a process, and searches what it gets.
    ///
    /// - Parameters:
    ///   - map: the areas.
    ///   - process: whose they are.
    ///   - read: reads from an address; gives the bytes that it read, or a negated errno.
    mutating func search(
        _ map: ProcessMap,
        of process: Int32,
        read: (UInt64, UnsafeMutableRawBufferPointer) -> Int
    ) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceBytes,
            alignment: 16
        )
        defer { unsafe buffer.deallocate() }
        for area in map.areas where !isOver {
            var at = area.range.lowerBound
            while at < area.range.upperBound, !isOver {
                let wanted = min(UInt64(buffer.count), area.range.upperBound - at)
                let got = unsafe read(
                    at,
                    UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(wanted)])
                )
                guard got > 0 else {
                    lastError = Int32(clamping: -got)
                    // Refused for good: no other address will be given either.
                    if [EPERM, EACCES, ESRCH].contains(lastError) { return }
                    at = at / Self.pageBytes * Self.pageBytes + Self.pageBytes
                    continue
                }
                unsafe examine(
                    UnsafeRawBufferPointer(rebasing: buffer[..<got]),
                    "at \(String(at, radix: 16)) of process \(process) \(area.path)"
                )
                readBytes += got
                let isLast = at + UInt64(got) >= area.range.upperBound
                at += UInt64(
                    isLast ? got : max(got - SecretScanner.overlapBytes, Int(Self.pageBytes))
                )
            }
        }
    }

    /// Searches bytes that were read in another way.
    mutating func examine(_ bytes: UnsafeRawBufferPointer, _ place: String) {
        for (secret, form) in unsafe scanner.findAll(in: bytes, but: Set(found.keys)) {
            found[secret] = "\(form), \(place)"
        }
    }

    /// Searches bytes that were read in another way.
    mutating func examine(_ bytes: [UInt8], _ place: String) {
        readBytes += bytes.count
        unsafe bytes.withUnsafeBytes { unsafe examine($0, place) }
    }

    /// Looks for a victim's own keys, too.
    mutating func look(for victim: OwnVictim) {
        scanner = scanner.adding(platformKeys: victim.platformKeys)
    }

    /// Remembers why something could not be read.
    mutating func fail(_ error: Int32) { lastError = error }

    /// What it came to.
    var finding: Finding {
        if isFound {
            let all = HeldSecret.allCases.compactMap { secret in
                found[secret].map { (name: secret.name, place: $0) }
            }
            return .found(
                all.map { "\($0.name): \($0.place)" }.joined(separator: "; "),
                secrets: all.map(\.name)
            )
        }
        let amount =
            readBytes == 0
            ? "nothing could be read"
            : "\(readBytes >> 10) KiB read, the secret not among them"
        guard lastError != 0 else { return .nothing(amount) }
        return .nothing("\(amount) (\(unsafe String(cString: strerror(lastError))))")
    }
}
