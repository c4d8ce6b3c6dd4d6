import SwiftSyntax

extension Problem {
    static let closure = Problem(
        "closure",
        "a closure cannot cross; pass values, and use the other direction's interface to call back"
    )
    static let tuple = Problem(
        "tuple",
        "a tuple cannot cross; declare a struct marked '@EnclaveValue' and use it here"
    )
    static let metatype = Problem(
        "metatype",
        "a type cannot cross; pass a value that stands for it, "
            + "such as a case of an enum marked '@EnclaveValue'"
    )
    static let selfType = Problem(
        "selfType",
        "'Self' is another type on each side of the boundary; name a concrete type"
    )
    static let nothing = Problem("nothing", "'Void' holds nothing that could cross; leave it out")
    static let pointer = Problem(
        "pointer",
        "no pointer crosses: neither side can use the other's memory; pass the bytes as '[UInt8]'"
    )
    static let `inout` = Problem(
        "inout",
        "'inout' shares memory, and the two sides share none; return the new value instead"
    )

    static func ownership(_ specifier: String) -> Problem {
        Problem(
            "ownership",
            "what crosses is copied, so '\(specifier)' has no meaning here; leave it out"
        )
    }

    static func attribute(_ attribute: String) -> Problem {
        Problem("attribute", "'\(attribute)' does not reach across the boundary; leave it out")
    }

    static func existential(_ type: TypeSyntax) -> Problem {
        Problem(
            "existential",
            "'\(type.trimmedDescription)' can be of any type, and the other side must know which; "
                + "name one type, or declare an enum marked '@EnclaveValue' with a case for each"
        )
    }

    static func opaque(_ type: TypeSyntax) -> Problem {
        Problem(
            "opaque",
            "'\(type.trimmedDescription)' hides its type, and the other side must know it; "
                + "name a concrete type"
        )
    }

    static func implicitlyUnwrapped(_ replacement: String) -> Problem {
        Problem(
            "implicitlyUnwrapped",
            "an implicitly unwrapped optional cannot cross; write '\(replacement)'"
        )
    }

    static func streamInside(_ type: String) -> Problem {
        Problem(
            "streamInside",
            "a '\(type)' is open as long as its call, so it can only be a parameter itself; "
                + "give the method a parameter of this type"
        )
    }

    static func streamToHost(_ type: String) -> Problem {
        Problem(
            "streamToHost",
            "only a call into an enclave can take a '\(type)'; pass pieces as '[UInt8]', "
                + "or give the enclave's method the stream"
        )
    }

    static func foreign(_ type: String, _ advice: String) -> Problem {
        Problem("foreign", "'\(type)' cannot cross; \(advice)")
    }
}

extension Explanation {
    static func ownType(_ name: String) -> Explanation {
        Explanation(
            "if '\(name)' is a type of your own, write its module too: 'YourModule.\(name)'"
        )
    }
}
