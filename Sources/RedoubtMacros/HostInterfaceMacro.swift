import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@HostInterface`: the calls that an enclave makes to its host.
///
/// `ClockClient` makes them in the enclave; in the host, `ClockHandler` is what serves them, and
/// `ClockDispatcher` connects the two.
enum HostInterfaceMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard let interface = InterfaceDeclaration(of: declaration, for: node, in: context) else {
            return []
        }
        return [
            ClientCode(interface: interface, side: .enclave).declaration,
            InterfaceDeclaration.hosted(
                .spaced([
                    handler(of: interface),
                    DispatcherCode(interface: interface, side: .host).declaration,
                ])
            ),
        ].map { "\(raw: $0.text)" }
    }

    /// What the host implements.
    ///
    /// Every method may fail, whatever the enclave is told of it: a host has
    /// errors of its own, which the enclave learns as a failed handler.
    private static func handler(of interface: InterfaceDeclaration) -> Code {
        [
            interface.attributes("Answers the calls of `\(interface.plainName)` in the host."),
            .block(
                "\(interface.access.type)protocol \(interface.plainName)Handler: Swift.Sendable",
                .spaced(
                    interface.methods.map { method in
                        [method.heading, "\(method.signature(effects: "async throws"))"]
                    }
                )
            ),
        ]
    }
}
