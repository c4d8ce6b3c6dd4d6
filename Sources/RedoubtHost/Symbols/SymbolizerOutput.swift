internal import RedoubtControl

/// What `llvm-symbolizer` says of one address: two lines for each function, the innermost first.
///
///     Swift runtime failure: arithmetic overflow
///     ./<compiler-generated>:0:0
///     $s5VaultAAV4openyyF
///     ./Sources/VaultEnclave/Vault.swift:31:20
struct SymbolizerOutput: Equatable {
    /// What Swift's compiler has noted for a trap, as if it were a function.
    let reason: String?
    /// The functions, their names as the linker has them; none if the address is in no function.
    let frames: [StopReason.Fault.Frame]

    static let maximumFrames = 64
    private static let reasonPrefix = "Swift runtime failure: "

    /// Reads the output, as far as it is one.
    init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var reason: String?
        var frames: [StopReason.Fault.Frame] = []
        var index = 0
        while index + 1 < lines.count, !lines[index].isEmpty, frames.count < Self.maximumFrames {
            let function = String(lines[index])
            if let noted = function.dropping(prefix: Self.reasonPrefix) {
                reason = noted
            } else if function != "??" {
                let (file, line) = Self.place(lines[index + 1])
                frames.append(.init(function: function, file: file, line: line))
            }
            index += 2
        }
        self.reason = reason
        self.frames = frames
    }

    /// A file, a line and a column with colons between them; nothing for code that has no source.
    private static func place(_ text: Substring) -> (file: String?, line: Int?) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 3, let line = Int(parts[parts.count - 2]) else { return (nil, nil) }
        var file = parts.dropLast(2).joined(separator: ":")[...]
        while file.hasPrefix("./") { file.removeFirst(2) }
        // There is no file to look into for `<compiler-generated>`, nor for what a macro has written.
        return file == "??" || file.hasPrefix("<")
            ? (nil, nil) : (String(file), line > 0 ? line : nil)
    }
}

extension String {
    fileprivate func dropping(prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
