import Foundation

/// What the program itself refuses.
struct SignerFailure: Error, CustomStringConvertible {
    /// What happened, what was expected, and what to do.
    let description: String

    init(_ description: String) { self.description = description }
}

/// Where everything but results goes.
enum StandardError {
    static func write(_ line: String) {
        FileHandle.standardError.write(Data("signer: \(line)\n".utf8))
    }
}
