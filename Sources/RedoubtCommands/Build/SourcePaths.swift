import Foundation
import RedoubtImage

/// What folders of this machine are called in a program: nothing that depends on where they are.
///
/// The same sources give the same program, and the same file names in its symbols, wherever they lie.
struct SourcePaths {
    /// A folder, and what its path is replaced by.
    struct Folder: Equatable {
        let path: String
        let name: String
    }

    private let folders: [Folder]

    /// Names the folders that an enclave's sources come from.
    ///
    /// - Parameters:
    ///   - package: the package's folder, which becomes `.`
    ///   - dependencies: the packages that it takes from folders beside it.
    ///   - scratch: the build folder, with the checkouts of all other dependencies.
    ///   - toolchain: where the sources of the standard library are said to be.
    init(package: String, dependencies: [Folder], scratch: String, toolchain: Toolchain) {
        folders =
            dependencies
            + [
                Folder(path: toolchain.resourcePath, name: "swift"),
                // Where the compiler keeps what macros have written.
                Folder(path: "\(NSTemporaryDirectory())swift-generated-sources", name: "<macro>"),
                Folder(path: package, name: "."),
                Folder(path: scratch, name: ".build"),
                Folder(path: "\(scratch)/checkouts", name: "checkouts"),
            ]
    }

    /// The options of the Swift compiler, for debug information, and of the C compiler, for `__FILE__` too.
    ///
    /// Swift's `#filePath` is not replaced, because no option of the compiler does it: see ``kept(in:)``.
    var options: [String] {
        // The compilers take different ones where several fit: Swift the first, Clang the last.
        folders.reversed().flatMap { ["-Xswiftc", "-file-prefix-map", "-Xswiftc", $0.option] }
            + folders.flatMap { ["-Xcc", "-ffile-prefix-map=\($0.option)"] }
    }

    /// The folder whose path a program holds nevertheless, if there is one.
    ///
    /// Such a program is another one when its sources lie elsewhere.
    func kept(in segments: [Segment]) -> String? {
        let contents = segments.map { Data($0.contents) }
        return folders.map(\.path).first { path in
            contents.contains { $0.range(of: Data("\(path)/".utf8)) != nil }
        }
    }
}

extension SourcePaths.Folder {
    fileprivate var option: String { "\(path)=\(name)" }
}
