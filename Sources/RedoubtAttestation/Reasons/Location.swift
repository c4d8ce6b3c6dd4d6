extension Reason {
    /// A part of the evidence, of the collateral or of the policy.
    ///
    /// It is written as a path, such as `quote.header.version`, `collateral.tcb_info` or `policy.signers`.
    public struct Location: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral
    {
        /// The path.
        public let description: String

        /// The place with this path.
        public init(_ path: String) {
            description = path
        }

        /// The place with this path.
        public init(stringLiteral path: String) {
            description = path
        }

        /// A part of this place.
        func part(_ name: String) -> Location {
            Location("\(description).\(name)")
        }
    }
}
