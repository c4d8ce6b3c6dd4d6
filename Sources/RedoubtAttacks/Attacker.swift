/// Whom an attack runs as.
public enum Attacker: String, CaseIterable, Codable, Sendable {
    /// The user that the host runs as: code execution in the host, or another process of its user.
    case hostUser = "host's user"
    /// A user who is neither the host's nor root.
    case otherUser = "another user"
    /// The administrator, in user space.
    case root
}
