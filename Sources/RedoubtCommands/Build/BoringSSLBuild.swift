import Foundation
import RedoubtControl
internal import Synchronization

/// Compiles BoringSSL for enclaves, once for each version of it and of the compiler.
struct BoringSSLBuild {
    let sources: BoringSSLSources
    let toolchain: Toolchain
    /// The build folder of the package's enclaves.
    let scratch: String

    /// How it is compiled: as for Linux, with this machine's headers of the C and C++ libraries,
    /// which BoringSSL needs more of than is worth writing again; but told that there is no Linux,
    /// so that it makes no system call.
    static let options = [
        "--target=x86_64-unknown-linux-gnu", "-U__linux__", "-U__linux", "-Ulinux",
        // Without these it would know files, sockets and fork. Threads it has:
        // CRedoubtCrypto/threads.c.
        "-DOPENSSL_NO_SOCK", "-DOPENSSL_NO_FILESYSTEM", "-DOPENSSL_NO_POSIX_IO",
        "-DOPENSSL_DOES_NOT_FORK",
        "-O2", "-DNDEBUG", "-U_FORTIFY_SOURCE", "-fPIE", "-ffunction-sections", "-fdata-sections",
        "-fvisibility=hidden",
        // The same canary as everywhere in an enclave.
        "-fstack-protector-strong", "-mstack-protector-guard=global",
        "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics",
        "-fno-asynchronous-unwind-tables",
        "-ffile-compilation-dir=.", "-w",
    ]
    static let archiveName = "libBoringSSL.a"

    private var directory: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in (Self.options + [sources.revision, toolchain.version]).joined(separator: " ")
            .utf8
        {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return "\(scratch)/\(Self.directoryPrefix)\(String(hash, radix: 16))"
    }
    private static let directoryPrefix = "boringssl-"

    /// The archive's path, which is there already unless version or options are new.
    ///
    /// - Throws: ``CommandFailure`` if it cannot be compiled.
    func archive() throws -> String {
        let archive = "\(directory)/\(Self.archiveName)"
        let files = FileManager.default
        guard !files.fileExists(atPath: archive) else { return archive }
        StandardError.write("compiling BoringSSL for enclaves, once for this version of it")
        // Of this process alone: another may do the same at the same time, and the last one's is
        // kept.
        let objects = "\(directory)/objects.\(getpid())"
        try files.createDirectory(atPath: objects, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: objects) }
        let compiled = try compile(try sources.files(), into: objects)
        // Made beside it and renamed, so that what has the archive's name is whole.
        let unfinished = "\(archive).\(getpid())"
        try? files.removeItem(atPath: unfinished)
        try check(
            Command.show(tool("llvm-ar"), ["rcsD", unfinished] + compiled),
            "cannot be put into an archive"
        )
        guard unsafe rename(unfinished, archive) == 0 else {
            throw CommandFailure("\(archive) cannot be written")
        }
        return archive
    }

    /// Removes every archive of a build folder.
    static func remove(from scratch: String) throws {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: scratch)) ?? []
        for name in names where name.hasPrefix(directoryPrefix) {
            try files.removeItem(atPath: "\(scratch)/\(name)")
        }
    }

    private func compile(_ files: [String], into objects: String) throws -> [String] {
        let failures = Mutex<[String]>([])
        let compiled = files.map { "\(objects)/\($0.replacing("/", with: "_")).o" }
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            guard failures.withLock({ $0.isEmpty }) else { return }
            let status = try? Command.show(
                tool(files[index].hasSuffix(".cc") ? "clang++" : "clang"),
                (files[index].hasSuffix(".cc") ? ["-std=c++17"] : []) + Self.options + [
                    "-I\(sources.directory)/include",
                    "-ffile-prefix-map=\(sources.directory)=BoringSSL",
                    "-c", "\(sources.directory)/\(files[index])", "-o", compiled[index],
                ]
            )
            if status != 0 { failures.withLock { $0.append(files[index]) } }
        }
        if let failure = failures.withLock({ $0.first }) {
            throw CommandFailure(
                "BoringSSL's \(failure) does not compile; see above. It needs the headers of the C and C++ libraries "
                    + "(libc6-dev and libstdc++-dev on Debian and Ubuntu)"
            )
        }
        return compiled
    }

    private func check(_ status: Int32, _ problem: String) throws {
        guard status == 0 else { throw CommandFailure("BoringSSL \(problem); see above") }
    }

    /// A program of the toolchain, not the first of that name on the path.
    private func tool(_ name: String) -> String {
        let path = "\(toolchain.resourcePath)/../../bin/\(name)"
        return FileManager.default.isExecutableFile(atPath: path) ? path : name
    }
}
