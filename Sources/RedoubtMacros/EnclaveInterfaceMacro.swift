import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacros

/// `@EnclaveInterface`: the calls that a host makes to an enclave.
///
/// `SignerDispatcher` serves them in the enclave, `SignerClient` makes them in the host.
enum EnclaveInterfaceMacro: PeerMacro {
    static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard let interface = InterfaceDeclaration(of: declaration, for: node, in: context) else {
            return []
        }
        return [
            DispatcherCode(interface: interface, side: .enclave).declaration,
            InterfaceDeclaration.hosted(ClientCode(interface: interface, side: .host).declaration),
        ].map { "\(raw: $0.text)" }
    }
}
