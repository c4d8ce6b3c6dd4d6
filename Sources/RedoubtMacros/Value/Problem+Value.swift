extension Problem {
    static let lazy = Problem(
        "lazy",
        "a lazy property has no value until it is used, and only stored values cross; "
            + "leave 'lazy' out, or compute the property"
    )
    static let noCases = Problem(
        "noCases",
        "an enum without cases has no value that could cross; declare a case"
    )
    static let severalAtOnce = Problem(
        "severalAtOnce",
        "a pattern hides which property comes first; declare each property with its type"
    )
    static let insideGeneric = Problem(
        "insideGeneric",
        "a type inside a generic type depends on what the other side may not know; move it outside"
    )
    static let genericKind = Problem(
        "genericKind",
        "a parameter pack or value cannot be asked to cross; use an ordinary type parameter"
    )

    static func notAValue(_ kind: String) -> Problem {
        let reason =
            kind == "protocol" ? "a protocol has no values of its own" : "a reference cannot cross"
        return Problem(
            "notAValue",
            "\(reason), so '@EnclaveValue' belongs on a struct or an enum, not on a '\(kind)'"
        )
    }

    static func genericParameter(_ declaration: String) -> Problem {
        Problem(
            "genericParameter",
            "what a value holds must be able to cross; declare '\(declaration)'"
        )
    }

    static func notCopyable(_ type: String) -> Problem {
        Problem(
            "notCopyable",
            "what crosses is copied, so an '@EnclaveValue' cannot be '\(type)'; leave it out"
        )
    }

    static func noType(_ name: String) -> Problem {
        Problem(
            "noType",
            "what crosses is declared, not inferred; write the type: '\(name): YourType'"
        )
    }

    static func fixedValue(_ name: String) -> Problem {
        Problem(
            "fixedValue",
            "'\(name)' always has this value, so it could not be read back; make it 'var', "
                + "or 'static' if it need not cross"
        )
    }

    static func reference(_ modifier: String) -> Problem {
        Problem(
            "reference",
            "a '\(modifier)' property refers to an object, and no reference crosses; store a value"
        )
    }

    static func wrapper(_ attribute: String) -> Problem {
        Problem(
            "wrapper",
            "'\(attribute)' may change how the property is stored; declare the plain value, "
                + "and wrap it where it is used"
        )
    }

    static func tooManyCases(_ number: Int) -> Problem {
        Problem(
            "tooManyCases",
            "a case is one byte in a message, so an enum has at most 256 cases, "
                + "and this is number \(number); put some of them into an enum of their own"
        )
    }
}
