/// Writes the type through which an interface's calls are made.
///
/// A call writes its arguments, hands them to the caller, and returns what comes back.
struct ClientCode {
    /// Which side calls.
    enum Side { case enclave, host }

    private static let encoder = "RedoubtABI.WireEncoder"

    let interface: InterfaceDeclaration
    let side: Side

    /// Whether a host's module gets the code of its calls, and with it what is known there of the carrier.
    private var isInlinable: Bool { side == .host && interface.access.isInlinable }

    /// The client's declaration.
    var declaration: Code {
        let type = interface.unusedName("Caller")
        let name = "\(interface.plainName)Client"
        let head =
            switch side {
            case .host: "\(name)<\(type): RedoubtABI.EnclaveCaller>: Swift.Sendable"
            case .enclave:
                "\(name)<\(type): RedoubtABI.HostCaller>: \(interface.name), Swift.Sendable"
            }
        let documentation =
            switch side {
            case .host: "Calls `\(interface.plainName)` in an enclave."
            case .enclave: "Calls `\(interface.plainName)` in the host, from inside an enclave."
            }
        return [
            interface.attributes(documentation),
            .block("\(interface.access.type)struct \(head)", members(type: type)),
        ]
    }

    private func members(type: String) -> Code {
        let caller = interface.unusedName("caller")
        return .spaced(
            [
                interface.storage(
                    caller,
                    type,
                    "What carries the calls.",
                    "Calls through the given caller.",
                    isOpen: false,
                    isInlinable: isInlinable
                ),
                interface.fingerprintMember(isInlinable: isInlinable),
            ] + interface.methods.map { member(for: $0, calling: caller) }
        )
    }

    private func member(for method: InterfaceDeclaration.Method, calling caller: String) -> Code {
        let effects: String
        let call: String
        switch (side, method.failure) {
        case (.host, _): (effects, call) = ("async throws", "try await self.\(caller).call(")
        case (.enclave, let failure?):
            (effects, call) = ("throws(\(failure))", "try self.\(caller).call(")
        case (.enclave, nil): (effects, call) = ("", "self.\(caller).call(")
        }
        // A call waits where its caller runs: it hops to no other executor.
        let isolation = side == .host ? "nonisolated(nonsending) " : ""
        let body: Code = [
            "\(method.result == nil ? "_ = " : "")\(call)",
            Code.indented([
                identity(of: method),
                streams(of: method),
                arguments(of: method),
                "reply: \(method.result ?? "RedoubtABI.NoValue").self,",
                "failure: \(method.failure ?? "Swift.Never").self",
            ]),
            ")",
        ]
        return [
            method.heading,
            isInlinable ? "@inlinable" : Code(),
            .block(
                "\(interface.access.member)\(isolation)\(method.signature(effects: effects))",
                body
            ),
        ]
    }

    private func identity(of method: InterfaceDeclaration.Method) -> Code {
        let name = "\(interface.plainName).\(method.plainName)"
        return "RedoubtABI.InterfaceMethod(Self.fingerprint, \(method.index), \"\(name)\"),"
    }

    private func streams(of method: InterfaceDeclaration.Method) -> Code {
        let streams = method.parameters.compactMap { parameter in
            switch parameter.stream {
            case nil: nil as String?
            case .source: ".source(\(parameter.name))"
            case .sink: ".sink(\(parameter.name))"
            }
        }
        return streams.isEmpty ? Code() : "streams: [\(streams.joined(separator: ", "))],"
    }

    private func arguments(of method: InterfaceDeclaration.Method) -> Code {
        let parameters = method.parameters.filter { $0.stream == nil }
        guard !parameters.isEmpty else {
            return "arguments: { (_: inout \(Self.encoder)) throws(RedoubtABI.WireError) in },"
        }
        let encoder = interface.unusedName("encoder")
        let writing = parameters.map { "try \(encoder).encode(\($0.name))" }
        return [
            "arguments: { (\(encoder): inout \(Self.encoder)) throws(RedoubtABI.WireError) in",
            .indented(Code(writing)),
            "},",
        ]
    }
}
