import RedoubtABI
import RedoubtImage

/// A key of `enclave.json`: its name, what it may be, and what it means.
///
/// The parser, the JSON schema, the reference in `docs/ENCLAVE_JSON.md`, the file that `redoubt new` writes and the
/// comparison of `redoubt reproduce` are all made from the table ``all``.
struct ManifestKey: Sendable {
    /// What a key may be, and which part of the configuration it sets.
    enum Kind: Sendable {
        /// A whole number, from and to.
        case integer(
            ClosedRange<Int>,
            get: @Sendable (EnclaveConfiguration) -> Int,
            set: @Sendable (inout EnclaveConfiguration, Int) -> Void
        )
        /// True or false.
        case boolean(
            get: @Sendable (EnclaveConfiguration) -> Bool,
            set: @Sendable (inout EnclaveConfiguration, Bool) -> Void
        )
        /// 16 bytes in hexadecimal.
        case identifier(
            get: @Sendable (EnclaveConfiguration) -> String,
            set: @Sendable (inout EnclaveConfiguration, String) -> Bool
        )
        /// The name of a level of isolation.
        case isolation(
            get: @Sendable (EnclaveConfiguration) -> IsolationLevel?,
            set: @Sendable (inout EnclaveConfiguration, IsolationLevel) -> Void
        )
        /// A string for other programs.
        case ignored
    }

    /// As it is written.
    let name: String
    /// What it may be.
    let kind: Kind
    /// What it means, in one sentence.
    let explanation: String

    /// What it is in a configuration, as it is written in JSON; nil if it is not set.
    func text(in configuration: EnclaveConfiguration) -> String? {
        switch kind {
        case .integer(_, let get, _): "\(get(configuration))"
        case .boolean(let get, _): "\(get(configuration))"
        case .identifier(let get, _): "\"\(get(configuration))\""
        case .isolation(let get, _): get(configuration).map { "\"\(IsolationName.of($0))\"" }
        case .ignored: nil
        }
    }

    /// What it is if it is left out; nil if it is not set then.
    var defaultText: String? { text(in: EnclaveConfiguration()) }

    /// What is expected, to end a sentence that begins with "must be".
    var expectation: String {
        switch kind {
        case .integer(let limits, _, _):
            "a whole number from \(limits.lowerBound) to \(limits.upperBound), in digits"
        case .boolean: "true or false"
        case .identifier:
            "a string of 32 hexadecimal digits, as `uuidgen` prints them (dashes may stay)"
        case .isolation:
            "one of " + IsolationName.all.map { "\"\($0)\"" }.joined(separator: ", ")
        case .ignored: "a string"
        }
    }
}
