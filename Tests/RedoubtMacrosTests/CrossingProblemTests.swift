import Testing

/// Which types cannot cross, wherever they stand.
struct CrossingProblemTests {
    /// A type, what is wrong with it, and the part that is wrong.
    struct Example: Sendable, CustomTestStringConvertible {
        let type: String
        let message: String
        var part: String?
        var note: String?
        var replacement: String?

        var testDescription: String { type }
    }

    private static let closure =
        "a closure cannot cross; pass values, and use the other direction's interface to call back"
    private static let tuple =
        "a tuple cannot cross; declare a struct marked '@EnclaveValue' and use it here"
    private static let pointer =
        "no pointer crosses: neither side can use the other's memory; pass the bytes as '[UInt8]'"
    private static let nothing = "'Void' holds nothing that could cross; leave it out"

    private static func existential(_ type: String) -> String {
        "'\(type)' can be of any type, and the other side must know which; "
            + "name one type, or declare an enum marked '@EnclaveValue' with a case for each"
    }

    private static func own(_ name: String) -> String {
        "if '\(name)' is a type of your own, write its module too: 'YourModule.\(name)'"
    }

    static let examples: [Example] = [
        Example(
            type: "[ByteSource]",
            message:
                "a 'ByteSource' is open as long as its call, so it can only be a parameter itself; "
                + "give the method a parameter of this type",
            part: "ByteSource"
        ),
        Example(type: "(Int) -> Bool", message: closure),
        Example(type: "[() -> Int]", message: closure, part: "() -> Int"),
        Example(type: "(Int, Bool)", message: tuple),
        Example(type: "[String: (a: Int, b: Int)?]", message: tuple, part: "(a: Int, b: Int)"),
        Example(type: "any Shape", message: existential("any Shape")),
        Example(type: "[any Shape]", message: existential("any Shape"), part: "any Shape"),
        Example(type: "Any", message: existential("Any")),
        Example(type: "AnyObject?", message: existential("AnyObject"), part: "AnyObject"),
        Example(type: "Error", message: existential("Error")),
        Example(type: "Shape & Other", message: existential("Shape & Other")),
        Example(
            type: "some Shape",
            message:
                "'some Shape' hides its type, and the other side must know it; name a concrete type"
        ),
        Example(
            type: "Int.Type",
            message: "a type cannot cross; pass a value that stands for it, "
                + "such as a case of an enum marked '@EnclaveValue'"
        ),
        Example(type: "UnsafeRawBufferPointer", message: pointer),
        Example(
            type: "Swift.UnsafeMutablePointer<Int>?",
            message: pointer,
            part: "Swift.UnsafeMutablePointer<Int>"
        ),
        Example(type: "OpaquePointer", message: pointer),
        Example(type: "Optional<RawSpan>", message: pointer, part: "RawSpan"),
        Example(type: "[Void]", message: nothing, part: "Void"),
        Example(type: "[()]", message: nothing, part: "()]"),
        Example(
            type: "[3 of Int]",
            message: "'[3 of Int]' cannot cross; use an array"
        ),
        Example(
            type: "Data",
            message: "'Data' cannot cross; use '[UInt8]'",
            note: own("Data"),
            replacement: "[UInt8]"
        ),
        Example(
            type: "Dictionary<String, [Date]>",
            message: "'Date' cannot cross; "
                + "use the seconds since an agreed moment, as 'Double' or 'Int64'",
            part: "Date",
            note: own("Date")
        ),
        Example(
            type: "Foundation.URL",
            message: "'Foundation.URL' cannot cross; use 'String'",
            replacement: "String"
        ),
        Example(
            type: "Set<Int>",
            message: "'Set<Int>' cannot cross; "
                + "use an array, and make the set of it on the other side",
            note: own("Set")
        ),
        Example(
            type: "Character",
            message: "'Character' cannot cross; use 'String'",
            note: own("Character"),
            replacement: "String"
        ),
        Example(
            type: "NSString",
            message: "'NSString' cannot cross; use Swift's own type or '[UInt8]'",
            note: own("NSString")
        ),
        Example(
            type: "Array<UInt128>",
            message: "'UInt128' cannot cross; use a struct marked '@EnclaveValue' with two halves",
            part: "UInt128",
            note: own("UInt128")
        ),
    ]

    private func expected(_ example: Example) -> ExpectedProblem {
        ExpectedProblem(
            example.message,
            at: example.part ?? example.type,
            note: example.note,
            fixIts: example.replacement.map { ["use '\($0)'"] } ?? []
        )
    }

    @Test(arguments: examples)
    func `A parameter of an impossible type is refused`(example: Example) {
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    func f(_ x: \(example.type))
                }
                """,
            [expected(example)],
            fixed: example.replacement.map {
                """
                protocol P {
                    func f(_ x: \($0))
                }
                """
            }
        )
    }

    @Test(arguments: examples)
    func `A result of an impossible type is refused`(example: Example) {
        expectProblems(
            in: """
                @HostInterface
                protocol P {
                    func result() -> \(example.type)
                }
                """,
            [expected(example)]
        )
    }

    @Test(arguments: examples)
    func `A property of an impossible type is refused`(example: Example) {
        expectProblems(
            in: """
                @EnclaveValue
                struct S {
                    var x: \(example.type)
                }
                """,
            [expected(example)]
        )
    }

    @Test(arguments: examples)
    func `A payload of an impossible type is refused`(example: Example) {
        expectProblems(
            in: """
                @EnclaveValue
                enum E {
                    case x(\(example.type))
                }
                """,
            [expected(example)]
        )
    }

    @Test func `What says how a parameter is passed is refused`() {
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    func f(_ a: inout Int, _ b: sending [Data], c: @autoclosure () -> Int)
                    func g(_ a: borrowing Int, _ b: consuming Int, c: @Odd Int) -> Self
                    func h(_ a: Int!) -> Void
                }
                """,
            [
                ExpectedProblem(
                    "'inout' shares memory, and the two sides share none; return the new value instead",
                    at: "inout"
                ),
                ExpectedProblem(
                    Self.ownership("sending"),
                    at: "sending",
                    fixIts: ["remove 'sending'"]
                ),
                ExpectedProblem(
                    "'Data' cannot cross; use '[UInt8]'",
                    at: "Data",
                    note: Self.own("Data"),
                    fixIts: ["use '[UInt8]'"]
                ),
                ExpectedProblem(Self.closure, at: "() -> Int"),
                ExpectedProblem(
                    Self.ownership("borrowing"),
                    at: "borrowing",
                    fixIts: ["remove 'borrowing'"]
                ),
                ExpectedProblem(
                    Self.ownership("consuming"),
                    at: "consuming",
                    fixIts: ["remove 'consuming'"]
                ),
                ExpectedProblem(
                    "'@Odd' does not reach across the boundary; leave it out",
                    at: "@Odd"
                ),
                ExpectedProblem(
                    "'Self' is another type on each side of the boundary; name a concrete type",
                    at: "Self"
                ),
                ExpectedProblem(
                    "an implicitly unwrapped optional cannot cross; write 'Int?'",
                    at: "Int!",
                    fixIts: ["use 'Int?'"]
                ),
            ],
            applying: ["remove 'borrowing'", "remove 'consuming'", "use 'Int?'"],
            fixed: """
                protocol P {
                    func f(_ a: inout Int, _ b: sending [Data], c: @autoclosure () -> Int)
                    func g(_ a: Int, _ b: Int, c: @Odd Int) -> Self
                    func h(_ a: Int?) -> Void
                }
                """
        )
    }

    private static func ownership(_ word: String) -> String {
        "what crosses is copied, so '\(word)' has no meaning here; leave it out"
    }

    @Test(arguments: [
        "Int", "Swift.Int", "[[UInt8]?]", "[String: [Int: Bool]]", "Optional<Array<Double>>",
        "(Int)",
        "YourModule.Data", "Outer.Set", "Box<Int>", "Database",
    ])
    func `Everything else is left to the compiler`(type: String) {
        // An attribute on a function shows that the type itself is not what is refused.
        expectProblems(
            in: """
                @EnclaveInterface
                protocol P {
                    @Odd func f(_ x: \(type)) throws(\(type)) -> \(type)
                }
                """,
            [
                ExpectedProblem(
                    "'@Odd' does not reach across the boundary; leave it out",
                    at: "@Odd"
                )
            ]
        )
    }
}
