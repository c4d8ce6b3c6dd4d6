public import RedoubtABI

/// A part of a certificate's subject.
@EnclaveValue
public struct SubjectAttribute: Hashable, Sendable {
    /// What the part is.
    @EnclaveValue
    public enum Kind: Hashable, CaseIterable, Sendable {
        /// CN
        case commonName
        /// C: two capital letters.
        case country
        /// ST
        case state
        /// L
        case locality
        /// O
        case organization
        /// OU
        case organizationalUnit
    }

    /// What the part is.
    public var kind: Kind
    /// The text, in UTF-8.
    public var value: String

    /// Makes a part.
    public init(_ kind: Kind, _ value: String) {
        self.kind = kind
        self.value = value
    }
}
