/// A protocol that is an interface, as the macros need it.
struct InterfaceDeclaration {
    /// The protocol's name, as code must spell it.
    let name: String
    /// The protocol's name without backticks: what generated names begin with.
    let plainName: String
    /// Of the protocol, and so of everything generated from it.
    let access: AccessLevel
    /// The protocol's `@available` attributes, which what uses it must repeat.
    let availability: [String]
    let methods: [Method]
    /// Every word in the protocol's methods: a generated name must be none of them.
    let usedWords: Set<String>

    /// One call.
    struct Method {
        /// Its place among the interface's methods, which stands for it in a message.
        let index: Int
        /// As code must spell it.
        let name: String
        let plainName: String
        /// Doc comment, one line each.
        let documentation: [String]
        /// Those that hold for every way to make the call.
        let attributes: [String]
        let parameters: [Parameter]
        /// The type in `throws(…)`; nil if the method cannot fail.
        let failure: String?
        /// The type of the result; nil if there is none.
        let result: String?

        /// The streams, in order: the place of each is what names it in messages.
        var streams: [Parameter] { parameters.filter { $0.stream != nil } }

        var isDeprecated: Bool { attributes.contains { $0.contains("deprecated") } }

        /// Name and labels, as documentation refers to a method.
        var reference: String { "\(plainName)(\(parameters.map { $0.plainLabel + ":" }.joined()))" }
    }

    /// One argument of a call.
    struct Parameter {
        /// The label as a declaration must spell it; nil if there is none.
        let declaredLabel: String?
        /// The label as a call must spell it; nil if there is none.
        let argumentLabel: String?
        /// The label without backticks, `_` if there is none.
        let plainLabel: String
        /// What a body calls the argument.
        let name: String
        let type: String
        /// What it is if it does not cross with the other arguments; nil if it does.
        let stream: StreamKind?

        /// The parameter in a declaration.
        var declaration: String {
            guard let label = declaredLabel else { return "_ \(name): \(type)" }
            // A name alone is a label: in backticks it would be a warning, keyword or not.
            return ["\(label)", "`\(label)`"].contains(name)
                ? "\(label): \(type)" : "\(label) \(name): \(type)"
        }

        /// The argument in a call.
        func argument(_ value: String) -> String {
            argumentLabel.map { "\($0): \(value)" } ?? value
        }
    }

    /// A stream of bytes that a call takes.
    enum StreamKind: String {
        case source = "ByteSource"
        case sink = "ByteSink"

        /// Recognizes the type by its name, with or without its module's.
        init?(_ type: String) {
            let modules = ["RedoubtABI", "RedoubtHost", "RedoubtEnclave"]
            let name = modules.first { type.hasPrefix($0 + ".") }
                .map { String(type.dropFirst($0.count + 1)) }
            self.init(rawValue: name ?? type)
        }
    }

    /// A name that none of the interface's own hides, nor is hidden by.
    func unusedName(_ preferred: String) -> String {
        var name = preferred
        while usedWords.contains(name) { name += "_" }
        return name
    }
}
