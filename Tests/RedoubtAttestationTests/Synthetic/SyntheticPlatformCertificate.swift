@testable import RedoubtAttestation

/// What a PCK certificate of the tests' own says of its platform.
struct SyntheticPlatformCertificate {
    var components = [UInt8](repeating: 10, count: 16)
    var provisioningSecurityVersion = 13
    var provisioningID: [UInt8] = [0, 0]
    var platform: [UInt8] = [0x00, 0xa0, 0x67, 0x11, 0xbc, 0xde]
    /// The value of member 5 with its tag.
    var memoryProtection: [UInt8] = [0x0a, 0x01, 0x00]
    /// More members of the extension.
    var more: [[UInt8]] = []

    private typealias Writer = RevocationListWriter

    /// The extension.
    var `extension`: [UInt8] {
        var tcb: [UInt8] = []
        for (index, component) in components.enumerated() {
            tcb += Self.member([2, UInt8(index + 1)], Self.integer(Int(component)))
        }
        tcb += Self.member([2, 17], Self.integer(provisioningSecurityVersion))
        tcb += Self.member([2, 18], Writer.element(0x04, components))
        let members =
            Self.member([1], Writer.element(0x04, [UInt8](repeating: 1, count: 16)))
            + Self.member([2], Writer.element(0x30, tcb))
            + Self.member([3], Writer.element(0x04, provisioningID))
            + Self.member([4], Writer.element(0x04, platform))
            + Self.member([5], memoryProtection) + more.flatMap { $0 }
        return TestAuthority.extension(ObjectIdentifier.intelSGX, Writer.element(0x30, members))
    }

    /// A pair of an identifier below the extension's and a value.
    static func member(_ arcs: [UInt8], _ value: [UInt8]) -> [UInt8] {
        Writer.element(0x30, Writer.element(0x06, ObjectIdentifier.intelSGX + arcs) + value)
    }

    private static func integer(_ value: Int) -> [UInt8] {
        var octets: [UInt8] = []
        var rest = value
        repeat {
            octets.insert(UInt8(rest & 0xff), at: 0)
            rest >>= 8
        } while rest > 0
        if octets[0] >= 0x80 { octets.insert(0, at: 0) }
        return Writer.element(0x02, octets)
    }
}
