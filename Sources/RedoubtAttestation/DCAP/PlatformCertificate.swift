/// What Intel's extension of a PCK certificate says of the platform.
///
/// See "Intel SGX PCK Certificate and CRL Profile Specification", 1.3.5.
public struct PlatformCertificate: Hashable, Sendable {
    /// The platform's name: 16 bytes, the same for each of its PCK certificates.
    public let platformID: [UInt8]
    /// The sixteen components of the TCB that the certificate was issued for.
    public let components: [UInt8]
    /// The version of the provisioning certification enclave.
    public let provisioningSecurityVersion: UInt16
    /// CPUSVN: 16 bytes.
    public let cpuSecurityVersion: [UInt8]
    /// PCEID: 2 bytes.
    public let provisioningID: [UInt8]
    /// FMSPC, the kind of platform: 6 bytes.
    public let platform: [UInt8]
    /// How the platform keeps memory: 0 standard, 1 scalable, 2 scalable with integrity.
    public let memoryProtection: Int

    /// Reads the extension.
    init(_ certificate: Certificate, at location: Reason.Location) throws(Reason) {
        let bytes = certificate.bytes
        guard
            let value = certificate.extensions.others.first(where: {
                bytes.equal($0.identifier, ObjectIdentifier.intelSGX)
            })?.value
        else {
            throw Reason(
                .certificateContents,
                at: location,
                "The PCK certificate lacks Intel's SGX extension, so it says nothing of the platform."
            )
        }
        var reader = DERReader(bytes, value, at: location)
        let members = try ExtensionMembers(
            try reader.enter(DERTag.sequence),
            prefix: ObjectIdentifier.intelSGX
        )
        try reader.requireEnd()
        platformID = try members.octets(1, 16)
        provisioningID = try members.octets(3, 2)
        platform = try members.octets(4, 6)
        memoryProtection = try members.unsigned(5, DERTag.enumerated, limit: 255)
        let tcb = try ExtensionMembers(
            try members.sequence(2),
            prefix: ObjectIdentifier.intelSGX + [2]
        )
        var components: [UInt8] = []
        for number: UInt8 in 1...16 {
            components.append(UInt8(try tcb.unsigned(number, DERTag.integer, limit: 255)))
        }
        self.components = components
        provisioningSecurityVersion = UInt16(try tcb.unsigned(17, DERTag.integer, limit: 0xffff))
        cpuSecurityVersion = try tcb.octets(18, 16)
    }
}
