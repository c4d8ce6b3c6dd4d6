import RedoubtControl

/// A failure that the user can do something about.
///
/// Its text is all that is shown.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    /// A failure of one line, in which what is quoted from files is marked where it could not be seen.
    init(_ description: String) {
        self.description = VisibleText.of(description)
    }
}
