import SwiftParser
import SwiftSyntax
import SwiftSyntaxMacros

extension InterfaceDeclaration {
    /// Reads what an interface's attribute is attached to, or reports why it is none.
    init?(
        of declaration: some DeclSyntaxProtocol,
        for attribute: AttributeSyntax,
        in context: some MacroExpansionContext
    ) {
        var problems = Problems()
        defer { problems.report(to: context) }
        guard let declaration = declaration.as(ProtocolDeclSyntax.self) else {
            let keyword = declaration.declarationKeyword
            problems.add(
                .notAProtocol(attribute.plainName, keyword?.text ?? "declaration"),
                at: keyword.map(Syntax.init) ?? Syntax(declaration)
            )
            return nil
        }
        // Both macros come here; one of them says it.
        if attribute.plainName == "HostInterface",
            declaration.attributes.attributes.contains(where: { $0.plainName == "EnclaveInterface" }
            )
        {
            problems.add(.bothDirections, at: attribute)
        }
        if attribute.plainName == "HostInterface" {
            InterfaceRules.checkNoStreams(in: declaration, problems: &problems)
        }
        self.init(parsing: declaration, in: context.lexicalContext.first, problems: &problems)
        guard problems.isEmpty else { return nil }
    }

    /// Reads a protocol, and notes everything in it that no interface can have.
    init(parsing declaration: ProtocolDeclSyntax, in enclosing: Syntax?, problems: inout Problems) {
        name = declaration.name.trimmedDescription
        plainName = declaration.name.plainText
        access = AccessLevel(of: declaration.modifiers, in: enclosing)
        availability = declaration.attributes.named(["available"])

        var words: Set<String> = [plainName]
        for token in declaration.memberBlock.tokens(viewMode: .sourceAccurate) {
            words.insert(token.plainText)
        }
        usedWords = words

        InterfaceRules.check(declaration, problems: &problems)
        var methods: [Method] = []
        for member in declaration.memberBlock.members {
            guard let function = member.decl.as(FunctionDeclSyntax.self) else {
                InterfaceRules.check(other: member.decl, problems: &problems)
                continue
            }
            InterfaceRules.check(function, problems: &problems)
            methods.append(Method(function, index: methods.count, usedWords: words))
        }
        self.methods = methods
    }
}

extension InterfaceDeclaration.Method {
    init(_ function: FunctionDeclSyntax, index: Int, usedWords words: Set<String>) {
        self.index = index
        name = function.name.trimmedDescription
        plainName = function.name.plainText
        documentation = function.leadingTrivia.documentation
        attributes = function.attributes.named(InterfaceRules.repeatedAttributes)
        parameters = function.signature.parameterClause.parameters.enumerated().map {
            InterfaceDeclaration.Parameter($1, index: $0, usedWords: words)
        }
        let thrown = function.signature.effectSpecifiers?.throwsClause?.type
        failure = thrown.flatMap { $0.isNever ? nil : $0.compactDescription }
        let returned = function.signature.returnClause?.type
        result = returned.flatMap { $0.isVoid ? nil : $0.compactDescription }
    }
}

extension InterfaceDeclaration.Parameter {
    init(_ parameter: FunctionParameterSyntax, index: Int, usedWords: Set<String>) {
        let isUnlabelled = parameter.firstName.tokenKind == .wildcard
        declaredLabel = isUnlabelled ? nil : parameter.firstName.parameterLabel
        argumentLabel = isUnlabelled ? nil : parameter.firstName.argumentLabel
        plainLabel = parameter.firstName.plainText
        type = parameter.type.compactDescription
        stream = InterfaceDeclaration.StreamKind(type)
        let inner = parameter.secondName ?? parameter.firstName
        // `self` in backticks would hide the client itself.
        if inner.tokenKind == .wildcard || inner.plainText == "self" {
            var unused = "argument\(index)"
            while usedWords.contains(unused) { unused += "_" }
            name = unused
        } else {
            name = inner.variableText
        }
    }
}

extension TokenSyntax {
    /// The text without backticks.
    var plainText: String { text.filter { $0 != "`" } }

    /// The text as a label of an argument, where backticks that are not needed would be a warning.
    var argumentLabel: String {
        let plain = plainText
        return plain.allSatisfy(\.isWordCharacter) ? plain : "`\(plain)`"
    }

    /// The text as a label of a parameter, where three more words need them.
    var parameterLabel: String {
        ["inout", "let", "var"].contains(plainText) ? "`\(plainText)`" : argumentLabel
    }

    /// The text as a variable, which needs backticks where the name is a keyword.
    var variableText: String {
        let plain = plainText
        return plain.isValidSwiftIdentifier(for: .variableName) ? plain : "`\(plain)`"
    }
}

extension TypeSyntax {
    /// The type on one line, without comments.
    var compactDescription: String {
        var text = ""
        for token in tokens(viewMode: .sourceAccurate) {
            if let last = text.last, last.isWordCharacter, token.text.first?.isWordCharacter == true
            {
                text += " "
            }
            text += token.text
            if [.colon, .comma].contains(token.tokenKind) { text += " " }
        }
        return text
    }

    var isVoid: Bool {
        if let tuple = self.as(TupleTypeSyntax.self) {
            guard let only = tuple.elements.first else { return true }
            return tuple.elements.count == 1 && only.type.isVoid
        }
        return ["Void", "Swift.Void"].contains(compactDescription)
    }

    var isNever: Bool { ["Never", "Swift.Never"].contains(compactDescription) }
}

extension Character {
    fileprivate var isWordCharacter: Bool { isLetter || isNumber || self == "_" || self == "`" }
}

extension AttributeListSyntax {
    /// The attributes that have one of the names, as they are written.
    func named(_ names: Set<String>) -> [String] {
        attributes.filter { names.contains($0.plainName) }.map(\.trimmedDescription)
    }
}

extension Trivia {
    /// The lines of a doc comment, indented as far as its first one.
    var documentation: [String] {
        pieces.flatMap { piece -> [String] in
            switch piece {
            case .docLineComment(let text): [text]
            case .docBlockComment(let text):
                text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { String($0.drop { $0 == " " || $0 == "\t" }) }
            default: []
            }
        }
    }
}
