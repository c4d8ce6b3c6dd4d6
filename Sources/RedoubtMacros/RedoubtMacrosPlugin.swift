import SwiftCompilerPlugin
import SwiftSyntaxMacros

@main
struct RedoubtMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        EnclaveInterfaceMacro.self,
        HostInterfaceMacro.self,
        EnclaveValueMacro.self,
    ]
}
