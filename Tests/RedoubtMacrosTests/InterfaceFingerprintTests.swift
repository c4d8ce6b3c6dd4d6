import SwiftParser
import SwiftSyntax
import Testing

@testable import RedoubtMacros

/// What the fingerprint of an interface depends on.
struct InterfaceFingerprintTests {
    private func interface(_ source: String) throws -> InterfaceDeclaration {
        let statement = try #require(Parser.parse(source: source).statements.first)
        let declaration = try #require(statement.item.as(ProtocolDeclSyntax.self))
        var problems = Problems()
        let interface = InterfaceDeclaration(parsing: declaration, in: nil, problems: &problems)
        #expect(problems.isEmpty)
        return interface
    }

    private static let reference = """
        protocol Signer {
            func sign(_ document: [UInt8], with key: [Int: String?]) throws(SignerError) -> Signature
            func reset()
        }
        """

    @Test func `The canonical text is what is documented`() throws {
        #expect(
            try interface(Self.reference).canonicalText == """
                Signer
                sign(_:[UInt8],with:[Int:String?])throws(SignerError)->Signature
                reset()

                """
        )
    }

    @Test(arguments: [
        ("", 0xcbf2_9ce4_8422_2325 as UInt64),
        ("a", 0xaf63_dc4c_8601_ec8c),
        ("foobar", 0x8594_4171_f739_67e8),
    ])
    func `The hash is FNV-1a`(text: String, hash: UInt64) {
        #expect(InterfaceDeclaration.fnv1a(text) == hash)
    }

    @Test func `A fingerprint is the same for ever`() throws {
        #expect(try interface(Self.reference).fingerprintLiteral == "0xb5e8eca7ee4f2afe")
    }

    @Test(arguments: [
        // Comments, spaces and line breaks.
        """
        public   protocol Signer : Sendable {
            /// Signs.
            func sign(
                _ document: [ UInt8 ],  // what
                with key: [Int :String?]
            ) throws( SignerError ) -> /* raw */ Signature;
            func reset ( )
        }
        """,
        // Names inside.
        """
        protocol Signer {
            func sign(_ d: [UInt8], with k: [Int: String?]) throws(SignerError) -> Signature
            func reset()
        }
        """,
        // Other ways to say nothing, and what does not cross.
        """
        protocol `Signer` {
            @discardableResult
            func sign(_: [UInt8], `with` key: [Int: String?]) throws(SignerError) -> Signature
            nonisolated func reset() throws(Never) -> Void
        }
        """,
    ])
    func `Spelling does not change a fingerprint`(source: String) throws {
        #expect(try interface(source).fingerprint == interface(Self.reference).fingerprint)
    }

    @Test(arguments: [
        ("Signer", "Sealer"),
        ("sign(", "seal("),
        ("_ document", "document"),
        ("with key", "using key"),
        ("[UInt8]", "[Int8]"),
        ("String?", "String"),
        ("SignerError", "SealerError"),
        ("throws(SignerError) ", ""),
        ("-> Signature", "-> Int"),
        ("-> Signature", ""),
        ("func reset()", "func reset() -> Int"),
        ("func reset()", "func reset(); func reset(_ hard: Bool)"),
        ("func reset()", ""),
    ])
    func `Whatever is called, passed or returned changes it`(old: String, new: String) throws {
        let changed = Self.reference.replacing(old, with: new, maxReplacements: 1)
        #expect(changed != Self.reference)
        #expect(try interface(changed).fingerprint != interface(Self.reference).fingerprint)
    }

    @Test func `The order of the methods changes it`() throws {
        let one = try interface("protocol P { func a(); func b() }")
        let other = try interface("protocol P { func b(); func a() }")
        #expect(one.fingerprint != other.fingerprint)
    }

    @Test func `Host and enclave compute it alike, whatever the direction`() throws {
        let interface = try interface(Self.reference)
        let member = "RedoubtABI.InterfaceFingerprint(\(interface.fingerprintLiteral))"
        for side in [DispatcherCode.Side.enclave, .host] {
            let code = DispatcherCode(interface: interface, side: side).declaration.text
            #expect(code.contains(member))
        }
        for side in [ClientCode.Side.enclave, .host] {
            #expect(ClientCode(interface: interface, side: side).declaration.text.contains(member))
        }
    }
}
