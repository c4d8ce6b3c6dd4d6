import Testing

/// What a type must not contain so that its values can cross.
struct ValueProblemTests {
    @Test(arguments: ["class", "actor"])
    func `A reference does not cross`(keyword: String) {
        expectProblems(
            in: "@EnclaveValue\npublic \(keyword) C {}",
            [
                ExpectedProblem(
                    "a reference cannot cross, so '@EnclaveValue' belongs on a struct or an enum, "
                        + "not on a '\(keyword)'",
                    at: keyword
                )
            ]
        )
    }

    @Test func `A protocol has no values`() {
        expectProblems(
            in: "@EnclaveValue\nprotocol P {}",
            [
                ExpectedProblem(
                    "a protocol has no values of its own, so '@EnclaveValue' belongs on a struct "
                        + "or an enum, not on a 'protocol'",
                    at: "protocol"
                )
            ]
        )
    }

    private static func noType(_ name: String) -> String {
        "what crosses is declared, not inferred; write the type: '\(name): YourType'"
    }

    @Test func `What crosses has a type`() {
        expectProblems(
            in: """
                @EnclaveValue
                struct S {
                    var count = 0
                    var scale = 1.5, name = "x", isOpen = true, size: Int
                    var other = Other()
                    var (a, b): (Int, Int)
                }
                """,
            [
                ExpectedProblem(Self.noType("count"), at: "count", fixIts: ["write ': Int'"]),
                ExpectedProblem(Self.noType("scale"), at: "scale", fixIts: ["write ': Double'"]),
                ExpectedProblem(Self.noType("name"), at: "name", fixIts: ["write ': String'"]),
                ExpectedProblem(Self.noType("isOpen"), at: "isOpen", fixIts: ["write ': Bool'"]),
                ExpectedProblem(Self.noType("other"), at: "other"),
                ExpectedProblem(
                    "a pattern hides which property comes first; declare each property with its type",
                    at: "(a, b)"
                ),
            ],
            fixed: """
                struct S {
                    var count: Int = 0
                    var scale: Double = 1.5, name: String = "x", isOpen: Bool = true, size: Int
                    var other = Other()
                    var (a, b): (Int, Int)
                }
                """
        )
    }

    private static let fixed =
        "'version' always has this value, so it could not be read back; make it 'var', "
        + "or 'static' if it need not cross"

    @Test func `A constant with a value cannot be read back`() {
        let source = """
            @EnclaveValue
            struct S {
                /// What it is.
                public let version: Int = 1
            }
            """
        let problem = ExpectedProblem(
            Self.fixed,
            at: "version",
            fixIts: ["make it 'var'", "make it 'static'"]
        )
        expectProblems(
            in: source,
            [problem],
            applying: ["make it 'var'"],
            fixed: """
                struct S {
                    /// What it is.
                    public var version: Int = 1
                }
                """
        )
        expectProblems(
            in: source,
            [problem],
            applying: ["make it 'static'"],
            fixed: """
                struct S {
                    /// What it is.
                    public static let version: Int = 1
                }
                """
        )
        expectProblems(
            in: "@EnclaveValue\nstruct S {\n    let version = 1\n}",
            [problem],
            applying: ["make it 'static'"],
            fixed: "struct S {\n    static let version = 1\n}"
        )
    }

    @Test func `Only what is stored as it is declared crosses`() {
        expectProblems(
            in: """
                @EnclaveValue
                struct S: ~Copyable {
                    /// Takes long.
                    lazy var sum: Int = 1
                    weak var delegate: Delegate?
                    unowned(unsafe) let owner: Owner
                    @Clamped(0...1) var scale: Double
                    @available(*, deprecated) var old: Int
                    #if DEBUG
                    #if os(Linux)
                    var trace: String
                    #endif
                    #endif
                }
                """,
            [
                ExpectedProblem(
                    "what crosses is copied, so an '@EnclaveValue' cannot be '~Copyable'; leave it out",
                    at: "~Copyable"
                ),
                ExpectedProblem(
                    "a lazy property has no value until it is used, and only stored values cross; "
                        + "leave 'lazy' out, or compute the property",
                    at: "lazy",
                    fixIts: ["remove 'lazy'"]
                ),
                ExpectedProblem(
                    "a 'weak' property refers to an object, and no reference crosses; store a value",
                    at: "weak"
                ),
                ExpectedProblem(
                    "a 'unowned(unsafe)' property refers to an object, and no reference crosses; "
                        + "store a value",
                    at: "unowned"
                ),
                ExpectedProblem(
                    "'@Clamped' may change how the property is stored; declare the plain value, "
                        + "and wrap it where it is used",
                    at: "@Clamped"
                ),
                ExpectedProblem(
                    "what crosses must be the same on both sides, and '#if' can differ between them; "
                        + "declare it without '#if'",
                    at: "#if"
                ),
            ],
            fixed: """
                struct S: ~Copyable {
                    /// Takes long.
                    var sum: Int = 1
                    weak var delegate: Delegate?
                    unowned(unsafe) let owner: Owner
                    @Clamped(0...1) var scale: Double
                    @available(*, deprecated) var old: Int
                    #if DEBUG
                    #if os(Linux)
                    var trace: String
                    #endif
                    #endif
                }
                """
        )
    }

    @Test func `What a generic value holds must be able to cross`() {
        expectProblems(
            in: """
                @EnclaveValue
                struct S<A, B: Equatable, let count: Int, each C> {
                }
                """,
            [
                ExpectedProblem(
                    "what a value holds must be able to cross; declare 'A: WireCodable'",
                    at: "A,",
                    fixIts: ["declare 'A: WireCodable'"]
                ),
                ExpectedProblem(
                    "what a value holds must be able to cross; declare 'B: Equatable & WireCodable'",
                    at: "B:",
                    fixIts: ["declare 'B: Equatable & WireCodable'"]
                ),
                ExpectedProblem(
                    "a parameter pack or value cannot be asked to cross; use an ordinary type parameter",
                    at: "let count"
                ),
                ExpectedProblem(
                    "a parameter pack or value cannot be asked to cross; use an ordinary type parameter",
                    at: "each C"
                ),
            ],
            fixed: """
                struct S<A: WireCodable, B: Equatable & WireCodable, let count: Int, each C> {
                }
                """
        )
    }

    @Test func `A type inside a generic type is refused`() {
        expectProblems(
            in: """
                struct Outer<T> {
                    @EnclaveValue
                    struct Inner {
                        var x: T
                    }
                }
                """,
            [
                ExpectedProblem(
                    "a type inside a generic type depends on what the other side may not know; "
                        + "move it outside",
                    at: "struct Inner"
                )
            ]
        )
    }

    @Test func `An enum has a case`() {
        expectProblems(
            in: """
                @EnclaveValue
                enum E {
                    #if DEBUG
                    case x
                    #endif
                }
                """,
            [
                ExpectedProblem(
                    "an enum without cases has no value that could cross; declare a case",
                    at: "E {"
                ),
                ExpectedProblem(
                    "what crosses must be the same on both sides, and '#if' can differ between them; "
                        + "declare it without '#if'",
                    at: "#if"
                ),
            ]
        )
    }

    @Test func `An enum has no more cases than a byte can number`() {
        let cases = (1...258).map { "    case c\($0)" }.joined(separator: "\n")
        expectProblems(
            in: "@EnclaveValue\nenum E {\n\(cases)\n}",
            [257, 258].map { number in
                ExpectedProblem(
                    "a case is one byte in a message, so an enum has at most 256 cases, "
                        + "and this is number \(number); put some of them into an enum of their own",
                    at: "c\(number)"
                )
            }
        )
    }
}
