/// What an attack came to.
struct Finding: Codable, Equatable, Sendable {
    enum Kind: String, Codable, Sendable {
        /// It got what it was after.
        case found
        /// It did not.
        case nothing
        /// It cannot be made on this machine.
        case impossible
    }
    let kind: Kind
    /// What happened, in a few words.
    let text: String
    /// The names of the secrets that it got, if these are what it was after.
    var secrets: [String] = []

    static func found(_ text: String, secrets: [String] = []) -> Finding {
        Finding(kind: .found, text: text, secrets: secrets)
    }
    static func nothing(_ text: String) -> Finding { Finding(kind: .nothing, text: text) }
    static func impossible(_ text: String) -> Finding { Finding(kind: .impossible, text: text) }
}
