/// Writes the type that serves an interface's calls.
///
/// It reads the arguments, makes the call, and writes the reply.
struct DispatcherCode {
    /// Which side serves.
    enum Side { case enclave, host }

    let interface: InterfaceDeclaration
    let side: Side

    /// The dispatcher's declaration.
    var declaration: Code {
        let name = "\(interface.plainName)Dispatcher"
        let documentation: String
        let type: String
        let head: String
        switch side {
        case .enclave:
            documentation = "Serves `\(interface.plainName)` inside an enclave."
            type = interface.unusedName("Service")
            head =
                "\(name)<\(type): \(interface.name) & Swift.Sendable>: RedoubtABI.ECALLDispatcher"
        case .host:
            documentation = "Serves `\(interface.plainName)` in the host."
            type = interface.unusedName("Handler")
            head = "\(name)<\(type): \(interface.plainName)Handler>: RedoubtABI.OCALLDispatcher"
        }
        return [
            interface.attributes(documentation),
            .block("\(interface.access.type)struct \(head)", members(type: type)),
        ]
    }

    private func members(type: String) -> Code {
        let target = side == .enclave ? "service" : "handler"
        let cases = interface.methods.map { method in
            ["case \(method.index):", .indented(body(of: method, calling: target))] as Code
        }
        return .spaced([
            interface.storage(
                target,
                type,
                "What answers the calls.",
                "Serves calls with the given \(target).",
                isOpen: true
            ),
            interface.fingerprintMember + methodNames,
            [
                "/// Reads the arguments, makes the call, writes the reply.",
                // Where one deprecated method calls another there is no warning.
                interface.methods.contains(where: \.isDeprecated)
                    ? "@available(*, deprecated)" : Code(),
                .block(
                    """
                    \(interface.access.member)func dispatch(\
                    _ method: Swift.UInt32, \
                    _ arguments: inout RedoubtABI.WireDecoder, \
                    _ reply: inout RedoubtABI.WireEncoder\
                    )\(side == .host ? " async" : "") -> RedoubtABI.CallStatus
                    """,
                    .block(
                        "switch method",
                        cases.reduce([], +) + ["default:", "    return .unknownMethod"]
                    )
                ),
            ],
        ])
    }

    /// In the host, what traces call the methods.
    private var methodNames: Code {
        guard side == .host else { return Code() }
        let names = interface.methods.map { "\"\(interface.plainName).\($0.plainName)\"" }
        return [
            "",
            "/// What each method is called, for traces.",
            .block(
                "\(interface.access.member)static var methodNames: [Swift.StaticString]",
                "[\(names.joined(separator: ", "))]"
            ),
        ]
    }

    private func body(of method: InterfaceDeclaration.Method, calling target: String) -> Code {
        var declarations: Code = []
        var reading: Code = []
        var streamCount = 0
        for (position, parameter) in method.parameters.enumerated() {
            if parameter.stream != nil {
                declarations +=
                    "let argument\(position) = \(parameter.type)(stream: \(streamCount))"
                streamCount += 1
                continue
            }
            declarations += "let argument\(position): \(parameter.type)"
            reading += "argument\(position) = try arguments.decode()"
        }
        reading += "try arguments.finish()"
        return [
            declarations,
            .block("do throws(RedoubtABI.WireError)", reading)
                .followed(by: "catch", "return .malformedArguments"),
            call(method, on: target),
        ]
    }

    /// The call itself.
    ///
    /// The result's type is written out, because methods may differ in it alone.
    private func call(_ method: InterfaceDeclaration.Method, on target: String) -> Code {
        let arguments = method.parameters.enumerated()
            .map { position, parameter in parameter.argument("argument\(position)") }
            .joined(separator: ", ")
        let call = "self.\(target).\(method.name)(\(arguments))"
        let assignment =
            "let \(method.result == nil ? "_" : "result"): \(method.result ?? "Swift.Void") ="
        let answer =
            "return reply.reply(\(method.result == nil ? "RedoubtABI.NoValue()" : "result"))"
        switch (side, method.failure) {
        case (.enclave, nil):
            return ["\(assignment) \(call)", "\(answer)"]
        case (.enclave, let failure?):
            return .block("do throws(\(failure))", ["\(assignment) try \(call)", "\(answer)"])
                .followed(by: "catch", "return reply.reply(failure: error)")
        case (.host, nil):
            return .block("do", ["\(assignment) try await \(call)", "\(answer)"])
                .followed(by: "catch", "return .handlerFailed")
        case (.host, let failure?):
            return .block("do", ["\(assignment) try await \(call)", "\(answer)"])
                .followed(by: "catch let error as \(failure)", "return reply.reply(failure: error)")
                .followed(by: "catch", "return .handlerFailed")
        }
    }
}
