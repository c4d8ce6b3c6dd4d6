/// A failure that the user can do something about.
///
/// Its text is all that is shown.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
