internal import Foundation
internal import Glibc

/// What `/proc` says of a process that the suite has started.
enum ProcessFiles {
    /// Its threads, without those that KVM runs in its name.
    static func threads(of process: Int32) -> [Int32] {
        numbers(in: "/proc/\(process)/task").filter { thread in
            !text("/proc/\(process)/task/\(thread)/comm").hasPrefix("kvm-")
        }.sorted()
    }

    /// The processes that it has started.
    static func children(of process: Int32) -> [Int32] {
        numbers(in: "/proc/\(process)/task").flatMap { thread in
            text("/proc/\(process)/task/\(thread)/children").split(whereSeparator: \.isWhitespace)
                .compactMap { Int32($0) }
        }
    }

    /// Whether it runs; one that waits to be reaped does not.
    static func isAlive(_ process: Int32) -> Bool {
        guard let state = text("/proc/\(process)/stat").split(separator: ")").last else {
            return false
        }
        return state.split(separator: " ").first.map { $0 != "Z" && $0 != "X" } ?? false
    }

    /// The numbers of its descriptors, as far as they can be listed; else the low ones, which are tried blindly.
    static func descriptors(of process: Int32) -> [Int32] {
        let listed = numbers(in: "/proc/\(process)/fd")
        return listed.isEmpty ? Array(0..<32) : listed.sorted()
    }

    /// The start of a file, however long it says it is.
    static func contents(_ path: String, limitBytes: Int = 1 << 20) -> Result<[UInt8], ErrorNumber>
    {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return .failure(ErrorNumber(rawValue: errno)) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: limitBytes)
        var count = 0
        while count < limitBytes {
            let got = unsafe bytes.withUnsafeMutableBytes {
                unsafe Glibc.read(
                    file,
                    $0.baseAddress.unsafelyUnwrapped + count,
                    limitBytes - count
                )
            }
            if got < 0 && count == 0 { return .failure(ErrorNumber(rawValue: errno)) }
            guard got > 0 else { break }
            count += got
        }
        return .success(Array(bytes.prefix(count)))
    }

    /// An errno.
    struct ErrorNumber: Error { let rawValue: Int32 }

    /// A file as text; empty if it cannot be read.
    static func text(_ path: String) -> String {
        String(decoding: (try? contents(path).get()) ?? [], as: UTF8.self)
    }

    private static func numbers(in folder: String) -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap {
            Int32($0)
        }
    }
}
