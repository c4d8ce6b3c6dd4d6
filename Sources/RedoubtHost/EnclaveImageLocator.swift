internal import Glibc

/// Finds an enclave's image by the enclave's name.
public enum EnclaveImageLocator {
    /// The path of `NAME.enclave`: beside the running executable, where a deployment has it, or in the
    /// `.build/enclaves` of the package that the executable was built in, where `redoubt build` puts it.
    ///
    /// - Throws: ``EnclaveError`` with `imageUnreadable`, saying where it was looked for.
    public static func find(_ name: String) throws(EnclaveError) -> String {
        let executable = MonitorLocator.executablePath() ?? ""
        var directories: [Substring] = []
        var rest = executable[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            if directories.isEmpty { directories.append(rest) }
            if rest.hasSuffix("/.build") { directories.append(rest + "/enclaves") }
        }
        let candidates = directories.map { "\($0)/\(name).enclave" }
        for candidate in candidates where unsafe access(candidate, R_OK) == 0 {
            return candidate
        }
        throw EnclaveError(
            .imageUnreadable,
            "no image of \(name) at \(candidates.joined(separator: ", ")): build it with `redoubt build`"
        )
    }
}
