import ArgumentParser
import RedoubtABI
import RedoubtControl

/// Reads ids and measurements from the command line.
enum IdentityArgument {
    /// Reads hexadecimal digits; 16 bytes may also be written as a UUID.
    ///
    /// - Throws: `ValidationError`, which ends in a message about usage.
    static func value<Value: IdentityBytes>(_ text: String) throws -> Value {
        let digits = Value.byteCount == 16 ? HexadecimalDigits.withoutDashes(text) : text
        guard let digits, let value = Value(hexadecimal: digits) else {
            throw ValidationError(
                "\(2 * Value.byteCount) hexadecimal digits are needed, not \"\(VisibleText.of(text.prefix(80)))\""
            )
        }
        return value
    }
}
