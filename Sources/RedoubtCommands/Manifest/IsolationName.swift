import RedoubtABI

/// The levels of isolation as they are written in files.
enum IsolationName {
    /// All names, the weakest first.
    static let all = IsolationLevel.strongestFirst.reversed().map(of)

    /// The name of a level, for example `virtualization-private`.
    static func of(_ level: IsolationLevel) -> String {
        let backend =
            switch level.backend {
            case .process: "process"
            case .virtualization: "virtualization"
            }
        return level.memory == .private ? backend + "-private" : backend
    }

    /// The level of a name; nil if there is none.
    static func level(_ name: String) -> IsolationLevel? {
        IsolationLevel.strongestFirst.first { of($0) == name }
    }
}
