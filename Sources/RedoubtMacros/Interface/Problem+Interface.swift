extension Problem {
    static let `subscript` = Problem(
        "subscript",
        "a subscript cannot be called across the boundary; declare a method instead"
    )
    static let initializer = Problem(
        "initializer",
        "what serves an interface exists before its first call, so it has no initializers here; "
            + "declare a method instead"
    )
    static let associatedType = Problem(
        "associatedType",
        "an associated type has no wire format that both sides know; name a concrete type instead"
    )
    static let typeAlias = Problem(
        "typeAlias",
        "generated code does not see a type alias inside the protocol; declare it outside"
    )
    static let whereClause = Problem(
        "whereClause",
        "an interface is not generic, so a 'where' clause has no meaning; leave it out"
    )
    static let otherMember = Problem(
        "otherMember",
        "an interface has only methods; move this out of the protocol"
    )
    static let conditional = Problem(
        "conditional",
        "what crosses must be the same on both sides, and '#if' can differ between them; "
            + "declare it without '#if'"
    )
    static let bothDirections = Problem(
        "bothDirections",
        "an interface has one direction; keep either '@EnclaveInterface' or '@HostInterface', "
            + "and declare a second protocol for the other one"
    )
    static let mutating = Problem(
        "mutating",
        "all threads share what serves an interface, so no call can change it in place; "
            + "leave 'mutating' out, and keep what changes behind a lock"
    )
    static let async = Problem(
        "async",
        "an enclave has no 'async'; leave it out: the host's side becomes 'async' by itself"
    )
    static let untypedThrows = Problem(
        "untypedThrows",
        "an error of any type cannot cross; declare 'throws(YourError)', "
            + "where 'YourError' is an 'Error' marked '@EnclaveValue'"
    )
    static let rethrowing = Problem(
        "rethrowing",
        "no closure crosses, so there is nothing to rethrow; declare 'throws(YourError)', "
            + "where 'YourError' is an 'Error' marked '@EnclaveValue'"
    )

    static func notAProtocol(_ attribute: String, _ kind: String) -> Problem {
        Problem(
            "notAProtocol",
            "'@\(attribute)' describes calls, so it belongs on a protocol, not on a '\(kind)'; "
                + "declare a protocol with one method for each call"
        )
    }

    static func property(_ name: String, _ type: String) -> Problem {
        Problem(
            "property",
            "a property cannot be called across the boundary; "
                + "declare a method: 'func \(name)() -> \(type)'"
        )
    }

    static func inherited(_ name: String) -> Problem {
        Problem(
            "inherited",
            "generated code does not see what '\(name)' requires; declare its methods here instead "
                + "(only 'Sendable' can be inherited)"
        )
    }

    static func generic(_ method: String) -> Problem {
        Problem(
            "generic",
            "a call has one wire format, so '\(method)' cannot be generic; name concrete types"
        )
    }

    static func `static`(_ method: String) -> Problem {
        Problem(
            "static",
            "a call is made to an instance, so '\(method)' cannot be static; leave 'static' out"
        )
    }

    static func modifier(_ modifier: String) -> Problem {
        Problem("modifier", "'\(modifier)' does not reach across the boundary; leave it out")
    }

    static func variadic(_ replacement: String) -> Problem {
        Problem("variadic", "a variadic parameter cannot cross; take an array: '\(replacement)'")
    }
}
