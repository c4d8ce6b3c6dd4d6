internal import RedoubtControl

/// Turns the linker's names of Swift functions into those of the source, with the toolchain's `swift-demangle`.
///
/// The runtime's own `swift_demangle` has no short form: it prints modules, types and labels of everything.
struct SwiftNames {
    let find: @Sendable (String) -> String?

    /// The frames with names to read; as they are if the program is not there or does not answer in time.
    func demangled(
        _ frames: [StopReason.Fault.Frame],
        until deadline: ContinuousClock.Instant
    ) -> [StopReason.Fault.Frame] {
        let mangled = frames.map(\.function).filter { $0.hasPrefix("$") }
        guard !mangled.isEmpty, let demangler = find("swift-demangle"),
            let text = try? ToolchainOutput.of(
                demangler,
                ["--compact", "--simplified"] + mangled,
                until: deadline
            )
        else { return frames }
        let names = text.split(separator: "\n")
        // A line for each, or it cannot be said which is whose.
        guard names.count == mangled.count else { return frames }
        var rest = names[...]
        return frames.map { frame in
            guard frame.function.hasPrefix("$"), let name = rest.popFirst() else { return frame }
            return .init(function: Self.plain(name), file: frame.file, line: frame.line)
        }
    }

    /// Without what only says that the compiler has made a copy of a function.
    static func plain(_ name: Substring) -> String {
        var name = name
        for prefix in ["merged ", "generic ", "specialized "] where name.hasPrefix(prefix) {
            name.removeFirst(prefix.count)
        }
        return String(name)
    }
}
