import Testing

/// What a protocol must not contain to be an interface.
struct InterfaceProblemTests {
    @Test(arguments: [
        ("struct", "struct S {}"), ("class", "final class S {}"), ("enum", "public enum S {}"),
        ("func", "@available(*, noasync) public func f() {}"), ("var", "private var x: Int { 1 }"),
        ("actor", "actor A {}"), ("typealias", "typealias T = Int"),
    ])
    func `Only a protocol is an interface`(keyword: String, declaration: String) {
        for attribute in ["EnclaveInterface", "HostInterface"] {
            expectProblems(
                in: "@\(attribute)\n\(declaration)",
                [
                    ExpectedProblem(
                        "'@\(attribute)' describes calls, so it belongs on a protocol, "
                            + "not on a '\(keyword)'; declare a protocol with one method for each call",
                        at: keyword + " "
                    )
                ]
            )
        }
    }

    @Test func `An interface has one direction`() {
        expectProblems(
            in: """
                @HostInterface
                @EnclaveInterface
                protocol P: Codable {
                }
                """,
            [
                ExpectedProblem(
                    "an interface has one direction; keep either '@EnclaveInterface' or "
                        + "'@HostInterface', and declare a second protocol for the other one",
                    at: "@HostInterface"
                ),
                ExpectedProblem(Self.inherits("Codable"), at: "Codable"),
                ExpectedProblem(Self.inherits("Codable"), at: "Codable"),
            ]
        )
    }

    private static func inherits(_ name: String) -> String {
        "generated code does not see what '\(name)' requires; declare its methods here instead "
            + "(only 'Sendable' can be inherited)"
    }

    @Test func `What the protocol inherits is not seen`() {
        expectProblems(
            in: """
                @EnclaveInterface
                @MainActor protocol P: Sendable, AnyObject, Base & Other where Self: Base {
                }
                """,
            [
                ExpectedProblem(
                    "'@MainActor' does not reach across the boundary; leave it out",
                    at: "@MainActor"
                ),
                ExpectedProblem(Self.inherits("AnyObject"), at: "AnyObject"),
                ExpectedProblem(Self.inherits("Base & Other"), at: "Base & Other"),
                ExpectedProblem(
                    "an interface is not generic, so a 'where' clause has no meaning; leave it out",
                    at: "where"
                ),
            ]
        )
    }

    @Test func `Only a call into an enclave takes a stream`() {
        expectProblems(
            in: """
                @HostInterface
                protocol P {
                    func take(_ bytes: ByteSink, from source: RedoubtABI.ByteSource)
                }
                """,
            ["ByteSink", "RedoubtABI.ByteSource"].map { type in
                ExpectedProblem(
                    "only a call into an enclave can take a '\(type)'; pass pieces as '[UInt8]', "
                        + "or give the enclave's method the stream",
                    at: type
                )
            }
        )
    }

    @Test func `Only methods are calls`() {
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    /// How much there is.
                    var balance: Int { get }
                    var limit: [String : Int] { get set }
                    subscript(index: Int) -> Int { get }
                    init(x: Int)
                    associatedtype Value
                    typealias Bytes = [UInt8]
                    #if os(Linux)
                    func f()
                    #endif
                    #somethingElse
                }
                """,
            [
                ExpectedProblem(
                    "a property cannot be called across the boundary; "
                        + "declare a method: 'func balance() -> Int'",
                    at: "var balance",
                    fixIts: ["make it a method"]
                ),
                ExpectedProblem(
                    "a property cannot be called across the boundary; "
                        + "declare a method: 'func limit() -> [String: Int]'",
                    at: "var limit"
                ),
                ExpectedProblem(
                    "a subscript cannot be called across the boundary; declare a method instead",
                    at: "subscript"
                ),
                ExpectedProblem(
                    "what serves an interface exists before its first call, "
                        + "so it has no initializers here; declare a method instead",
                    at: "init"
                ),
                ExpectedProblem(
                    "an associated type has no wire format that both sides know; "
                        + "name a concrete type instead",
                    at: "associatedtype"
                ),
                ExpectedProblem(
                    "generated code does not see a type alias inside the protocol; declare it outside",
                    at: "typealias"
                ),
                ExpectedProblem(
                    "what crosses must be the same on both sides, and '#if' can differ between them; "
                        + "declare it without '#if'",
                    at: "#if"
                ),
                ExpectedProblem(
                    "an interface has only methods; move this out of the protocol",
                    at: "#somethingElse"
                ),
            ],
            fixed: """
                protocol P {
                    /// How much there is.
                    func balance() -> Int
                    var limit: [String : Int] { get set }
                    subscript(index: Int) -> Int { get }
                    init(x: Int)
                    associatedtype Value
                    typealias Bytes = [UInt8]
                    #if os(Linux)
                    func f()
                    #endif
                    #somethingElse
                }
                """
        )
    }

    @Test func `A call is made to an instance that threads share`() {
        expectProblems(
            in: """
                @HostInterface
                protocol P {
                    /// Counts.
                    mutating func count()
                    static func make()
                    consuming func end()
                    @MainActor func draw()
                    nonisolated func fine()
                }
                """,
            [
                ExpectedProblem(
                    "all threads share what serves an interface, so no call can change it in place; "
                        + "leave 'mutating' out, and keep what changes behind a lock",
                    at: "mutating",
                    fixIts: ["remove 'mutating'"]
                ),
                ExpectedProblem(
                    "a call is made to an instance, so 'make' cannot be static; leave 'static' out",
                    at: "static",
                    fixIts: ["remove 'static'"]
                ),
                ExpectedProblem(
                    "'consuming' does not reach across the boundary; leave it out",
                    at: "consuming",
                    fixIts: ["remove 'consuming'"]
                ),
                ExpectedProblem(
                    "'@MainActor' does not reach across the boundary; leave it out",
                    at: "@MainActor"
                ),
            ],
            fixed: """
                protocol P {
                    /// Counts.
                    func count()
                    func make()
                    func end()
                    @MainActor func draw()
                    nonisolated func fine()
                }
                """
        )
    }

    @Test func `A call has one signature`() {
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    func f<T: WireCodable>(_ x: Int) where T: Equatable
                    func g() where Self: Base
                    func h(_ xs: Int..., @Wrapped y: Int, z: isolated Int)
                }
                """,
            [
                ExpectedProblem(
                    "a call has one wire format, so 'f' cannot be generic; name concrete types",
                    at: "<T"
                ),
                ExpectedProblem(
                    "an interface is not generic, so a 'where' clause has no meaning; leave it out",
                    at: "where Self"
                ),
                ExpectedProblem(
                    "a variadic parameter cannot cross; take an array: '[Int]'",
                    at: "...",
                    fixIts: ["take '[Int]'"]
                ),
                ExpectedProblem(
                    "'@Wrapped' does not reach across the boundary; leave it out",
                    at: "@Wrapped"
                ),
                ExpectedProblem(
                    "what crosses is copied, so 'isolated' has no meaning here; leave it out",
                    at: "isolated",
                    fixIts: ["remove 'isolated'"]
                ),
            ],
            applying: ["take '[Int]'"],
            fixed: """
                protocol P {
                    func f<T: WireCodable>(_ x: Int) where T: Equatable
                    func g() where Self: Base
                    func h(_ xs: [Int], @Wrapped y: Int, z: isolated Int)
                }
                """
        )
    }

    private static let untyped =
        "an error of any type cannot cross; declare 'throws(YourError)', "
        + "where 'YourError' is an 'Error' marked '@EnclaveValue'"

    @Test func `Errors have a type, and an enclave no async`() {
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    func a() throws -> Int
                    func b() throws
                    func c() async throws(E) -> Int
                    func d() async
                    func e() throws(any Error)
                    func f() throws(Error)
                    func g(_ body: () throws -> Void) rethrows
                }
                """,
            [
                ExpectedProblem(
                    Self.untyped,
                    at: "throws -> Int",
                    fixIts: ["declare the error's type"]
                ),
                ExpectedProblem(Self.untyped, at: "throws\n", fixIts: ["declare the error's type"]),
                ExpectedProblem(
                    "an enclave has no 'async'; leave it out: the host's side becomes 'async' by itself",
                    at: "async throws(E)",
                    fixIts: ["remove 'async'"]
                ),
                ExpectedProblem(
                    "an enclave has no 'async'; leave it out: the host's side becomes 'async' by itself",
                    at: "async\n",
                    fixIts: ["remove 'async'"]
                ),
                ExpectedProblem(Self.untyped, at: "any Error"),
                ExpectedProblem(Self.untyped, at: "Error)\n    func g"),
                ExpectedProblem(
                    "a closure cannot cross; pass values, "
                        + "and use the other direction's interface to call back",
                    at: "() throws -> Void"
                ),
                ExpectedProblem(
                    "no closure crosses, so there is nothing to rethrow; declare 'throws(YourError)', "
                        + "where 'YourError' is an 'Error' marked '@EnclaveValue'",
                    at: "rethrows"
                ),
            ],
            fixed: """
                protocol P {
                    func a() throws(<#YourError#>) -> Int
                    func b() throws(<#YourError#>)
                    func c() throws(E) -> Int
                    func d()
                    func e() throws(any Error)
                    func f() throws(Error)
                    func g(_ body: () throws -> Void) rethrows
                }
                """
        )
    }
}
