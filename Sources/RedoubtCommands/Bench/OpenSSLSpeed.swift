import CryptoBenchInterface

/// What `openssl speed` says of an operation.
enum OpenSSLSpeed {
    /// How often it does the operation in a second, on one thread, by the clock on the wall.
    ///
    /// Takes a second, or two where it measures another operation beside this one.
    ///
    /// - Parameter operation: what is done.
    /// - Returns: the rate; nil if there is no openssl, or it does not measure this.
    /// - Throws: an error of the system's if no program can be started.
    static func rate(of operation: CryptoOperation) throws -> Double? {
        guard let arguments = operation.opensslArguments else { return nil }
        let output = try Command.run(
            "openssl",
            ["speed", "-elapsed", "-mr", "-seconds", "1"] + arguments
        )
        guard output.status == 0 else { return nil }
        return rate(in: String(decoding: output.standardOutput, as: UTF8.self), operation)
    }

    /// Reads the last line, which begins with `+F` and has its fields between colons.
    static func rate(in text: String, _ operation: CryptoOperation) -> Double? {
        guard let line = text.split(separator: "\n").last(where: { $0.hasPrefix("+F") }) else {
            return nil
        }
        let fields = line.split(separator: ":").reversed().map { Double($0) }
        guard fields.indices.contains(operation.opensslFieldFromEnd),
            let number = fields[operation.opensslFieldFromEnd], number > 0
        else { return nil }
        return number / operation.opensslUnitsPerRound
    }
}
