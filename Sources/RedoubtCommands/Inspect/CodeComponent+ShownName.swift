import RedoubtImage

extension CodeComponent {
    /// The name as it may be shown in a terminal.
    ///
    /// It comes from a file that nobody vouches for: what is no visible character could move the cursor, and write
    /// "holds" where it does not.
    var shownName: String {
        String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { Self.isVisible($0) ? $0 : "?" }
            )
        )
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
            .unassigned:
            false
        default:
            true
        }
    }
}
