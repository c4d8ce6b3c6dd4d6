/// Text from somewhere else, as it may be shown in a terminal.
package enum VisibleText {
    /// The text with a mark in the place of each character that is not visible.
    ///
    /// Such characters could move the cursor, reorder a line, or hide a part of it.
    package static func of(_ text: some StringProtocol, mark: Unicode.Scalar = "\u{FFFD}") -> String
    {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            visible.append(isVisible(scalar) ? scalar : mark)
        }
        return String(visible)
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
