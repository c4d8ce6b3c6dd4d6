internal import Foundation

/// Whether Python has the package that scripts need that share no code with ours; says so if it has not.
public func hasPythonCryptography() async throws -> Bool {
    let output = try await run("/usr/bin/env", ["python3", "-c", "import cryptography"])
    if output.status == 0 { return true }
    FileHandle.standardError.write(
        Data(
            ("SKIPPED on this machine: Python at the other end of what is sealed: "
                + "the package cryptography is missing\n").utf8
        )
    )
    return false
}
