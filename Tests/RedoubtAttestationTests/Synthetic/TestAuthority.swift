@testable import RedoubtAttestation

/// An authority of the tests' own, with its key.
struct TestAuthority: Sendable {
    let name: String
    let key: TestKey

    private typealias Writer = RevocationListWriter

    /// From one second to another, both included.
    typealias Validity = (from: String, until: String)

    static let longValidity: Validity = ("20200101000000Z", "20400101000000Z")

    /// A certificate for a name and a key.
    func certificate(
        _ subject: String,
        _ subjectKey: TestKey,
        serial: [UInt8] = [1],
        validity: Validity = Self.longValidity,
        isAuthority: Bool = false,
        extensions: [[UInt8]] = []
    ) throws -> [UInt8] {
        let usage = Self.extension(
            ObjectIdentifier.keyUsage,
            Writer.element(0x03, isAuthority ? [1, 0x06] : [7, 0x80])
        )
        let constraints = Self.extension(
            ObjectIdentifier.basicConstraints,
            Writer.element(0x30, isAuthority ? [0x01, 0x01, 0xff] : [])
        )
        let signed = Writer.element(
            0x30,
            Writer.element(0xa0, [0x02, 0x01, 0x02]) + Writer.element(0x02, serial) + key.algorithm
                + Self.name(name)
                + Writer.element(0x30, Self.time(validity.from) + Self.time(validity.until))
                + Self.name(subject) + subjectKey.information
                + Writer.element(
                    0xa3,
                    Writer.element(0x30, usage + constraints + extensions.flatMap { $0 })
                )
        )
        return try seal(signed)
    }

    /// The authority's certificate for itself.
    func root(validity: Validity = Self.longValidity) throws -> [UInt8] {
        try certificate(name, key, validity: validity, isAuthority: true)
    }

    /// A revocation list.
    func list(
        _ serialNumbers: [[UInt8]] = [],
        validity: Validity = Self.longValidity
    ) throws -> [UInt8] {
        let entries = serialNumbers.flatMap {
            Writer.element(0x30, Writer.element(0x02, $0) + Self.time("20240101000000Z"))
        }
        let number = Self.extension(ObjectIdentifier.cRLNumber, [0x02, 0x01, 0x01])
        let signed = Writer.element(
            0x30,
            Writer.element(0x02, [1]) + key.algorithm + Self.name(name) + Self.time(validity.from)
                + Self.time(validity.until)
                + (entries.isEmpty ? [] : Writer.element(0x30, entries))
                + Writer.element(0xa0, Writer.element(0x30, number))
        )
        return try seal(signed)
    }

    /// An extension that is not critical.
    static func `extension`(_ identifier: [UInt8], _ value: [UInt8]) -> [UInt8] {
        Writer.element(0x30, Writer.element(0x06, identifier) + Writer.element(0x04, value))
    }

    private func seal(_ signed: [UInt8]) throws -> [UInt8] {
        Writer.element(
            0x30,
            signed + key.algorithm + Writer.element(0x03, [0] + (try key.signature(signed)))
        )
    }

    private static func name(_ text: String) -> [UInt8] {
        let attribute = Writer.element(
            0x30,
            Writer.element(0x06, ObjectIdentifier.commonName)
                + Writer.element(0x0c, Array(text.utf8))
        )
        return Writer.element(0x30, Writer.element(0x31, attribute))
    }

    private static func time(_ text: String) -> [UInt8] { Writer.element(0x18, Array(text.utf8)) }
}
