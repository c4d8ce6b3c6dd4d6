import Foundation
internal import Glibc

/// The Swift toolchain on the path, as far as building an enclave needs it.
struct Toolchain {
    /// Where the runtime's libraries are: `…/usr/lib/swift`.
    let resourcePath: String
    /// `Swift version 6.3.1 (swift-6.3.1-RELEASE)`.
    let version: String

    static let oldestVersion = "6.3"

    /// Asks the compiler.
    static func find() throws -> Toolchain {
        let output: Command.Output
        do {
            output = try Command.run("swiftc", ["-print-target-info"])
        } catch {
            throw CommandFailure(
                "swiftc was not found: install Swift \(oldestVersion) and put it on the path"
            )
        }
        struct TargetInfo: Decodable {
            struct Paths: Decodable { let runtimeResourcePath: String }
            let compilerVersion: String
            let paths: Paths
        }
        guard output.status == 0,
            let info = try? JSONDecoder().decode(TargetInfo.self, from: Data(output.standardOutput))
        else {
            throw CommandFailure(
                "swiftc -print-target-info gave no answer: is the installation complete?"
            )
        }
        return Toolchain(
            resourcePath: info.paths.runtimeResourcePath,
            version: info.compilerVersion
        )
    }

    /// Embedded Swift's standard library for code without an operating system.
    var embeddedLibraryPath: String { "\(resourcePath)/embedded/\(GuestBuild.triple)" }

    /// Why this toolchain cannot build an enclave, or nil if it can.
    var problem: String? {
        FileManager.default.fileExists(atPath: embeddedLibraryPath + "/libswiftUnicodeDataTables.a")
            ? nil
            : "\(version) has no Embedded Swift for \(GuestBuild.triple): install a toolchain of "
                + "swift.org, version \(Self.oldestVersion) or later"
    }
}
