/// One line of a policy in Swift.
public protocol PolicyStatement: Sendable {
    /// Adds what it says to a policy.
    func add(to policy: inout AppraisalPolicy)
}

/// Puts a policy together from its lines.
@resultBuilder
public enum PolicyBuilder {
    /// The lines of a block.
    public static func buildBlock(_ parts: [any PolicyStatement]...) -> [any PolicyStatement] {
        parts.flatMap { $0 }
    }

    /// One line.
    public static func buildExpression(
        _ statement: some PolicyStatement
    ) -> [any PolicyStatement] {
        [statement]
    }

    /// The lines of an `if` without `else`.
    public static func buildOptional(
        _ statements: [any PolicyStatement]?
    ) -> [any PolicyStatement] {
        statements ?? []
    }

    /// The lines of an `if`.
    public static func buildEither(first: [any PolicyStatement]) -> [any PolicyStatement] { first }

    /// The lines of an `else`.
    public static func buildEither(second: [any PolicyStatement]) -> [any PolicyStatement] {
        second
    }

    /// The lines of a loop.
    public static func buildArray(_ parts: [[any PolicyStatement]]) -> [any PolicyStatement] {
        parts.flatMap { $0 }
    }
}

extension AppraisalPolicy {
    /// A policy in Swift: one statement a line.
    ///
    /// ```swift
    /// let policy = AppraisalPolicy {
    ///     AcceptSigners(ourSigner)
    ///     RequireSecurityVersion(3)
    ///     RequireReportData(nonce)
    /// }
    /// ```
    public init(@PolicyBuilder _ statements: () -> [any PolicyStatement]) {
        self.init()
        for statement in statements() { statement.add(to: &self) }
    }
}
