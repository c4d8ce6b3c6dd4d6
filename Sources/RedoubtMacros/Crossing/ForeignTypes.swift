/// Well-known types that have no wire format, with what crosses in their place.
///
/// A macro sees names alone, so a type of the author's own that has one of these names is refused
/// too, unless it is written with its module's name.
enum ForeignTypes {
    /// What to do instead of using a type.
    struct Advice {
        let text: String
        /// The type to write in its place, if there is one that always fits.
        let replacement: String?

        init(_ text: String, replacement: String? = nil) {
            self.text = text
            self.replacement = replacement
        }

        static func use(_ type: String) -> Advice { Advice("use '\(type)'", replacement: type) }
    }

    /// What to do instead of using the type with this name; nil if nothing is known of it.
    static func advice(for name: String) -> Advice? {
        if let known = known[name] { return known }
        // NSString, NSNumber and their like: all of them are classes.
        if name.hasPrefix("NS"), name.dropFirst(2).first?.isUppercase == true {
            return Advice("use Swift's own type or '[UInt8]'")
        }
        return nil
    }

    /// Whether the name is one of the standard library's pointers.
    static func isPointer(_ name: String) -> Bool {
        let others = [
            "OpaquePointer", "CVaListPointer", "Unmanaged", "ObjectIdentifier", "Span", "RawSpan",
        ]
        let isUnsafe = name.hasPrefix("Unsafe") && name.hasSuffix("Pointer")
        return isUnsafe || name.hasPrefix("AutoreleasingUnsafe") || others.contains(name)
            || ["MutableSpan", "MutableRawSpan", "OutputSpan"].contains(name)
    }

    /// Protocols that stand for "a value of any type" when they are used as one.
    static let existentials: Set<String> = ["Any", "AnyObject", "Error", "Sendable"]

    private static let known: [String: Advice] = [
        "Data": .use("[UInt8]"),
        "DispatchData": .use("[UInt8]"),
        "ContiguousBytes": .use("[UInt8]"),
        "ByteBuffer": .use("[UInt8]"),
        "Date": Advice("use the seconds since an agreed moment, as 'Double' or 'Int64'"),
        "Duration": Advice(
            "use a number of a unit that its name says, such as 'timeoutMilliseconds: Int64'"
        ),
        "TimeInterval": .use("Double"),
        "URL": .use("String"),
        "UUID": Advice("use its 16 bytes as '[UInt8]', or its text as 'String'"),
        "Decimal": Advice("use an integer of the smallest unit, or 'String'"),
        "Character": .use("String"),
        "Substring": .use("String"),
        "StaticString": .use("String"),
        "Set": Advice("use an array, and make the set of it on the other side"),
        "ArraySlice": Advice("use an array"),
        "ContiguousArray": Advice("use an array"),
        "KeyValuePairs": Advice("use an array of structs marked '@EnclaveValue'"),
        "InlineArray": Advice("use an array"),
        "AnyHashable": Advice(
            "use an enum marked '@EnclaveValue' with one case for each kind of value"
        ),
        "Range": Advice("use a struct marked '@EnclaveValue' with the two bounds"),
        "ClosedRange": Advice("use a struct marked '@EnclaveValue' with the two bounds"),
        "PartialRangeFrom": Advice("use the bound alone"),
        "PartialRangeThrough": Advice("use the bound alone"),
        "PartialRangeUpTo": Advice("use the bound alone"),
        "Result": Advice("return the value, and declare the error: 'throws(YourError)'"),
        "Int128": Advice("use a struct marked '@EnclaveValue' with two halves"),
        "UInt128": Advice("use a struct marked '@EnclaveValue' with two halves"),
        "Float16": .use("Float"),
        "Float80": .use("Double"),
        "CGFloat": .use("Double"),
    ]
}
